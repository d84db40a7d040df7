package io.oneiros.processes;

import java.util.List;

/** A child process did not start, or died; the message says which, why, and where its log is. */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String oneLine;

  public ChildFailedException(String message, Throwable cause) {
    super(message, cause);
    this.oneLine = message;
  }

  /**
   * @param lastLines of the child's log
   */
  ChildFailedException(String what, List<String> lastLines) {
    super(lastLines.isEmpty() ? what : what + ":\n  " + String.join("\n  ", lastLines));
    this.oneLine =
        lastLines.isEmpty() ? what : what + ": " + lastLines.get(lastLines.size() - 1).strip();
  }

  public ChildFailedException(String message) {
    this(message, List.of());
  }

  /** The message with the log's very last line only. */
  public String oneLine() {
    return oneLine;
  }
}

package io.oneiros.processes;

import java.util.List;
import java.util.regex.Pattern;

/** A child process did not start, or died; the message says which, why, and where its log is. */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What says why: most last lines of a log only tell that all was well before. */
  private static final Pattern TELLING = Pattern.compile("ERROR|FATAL|Exception|Error:|cannot");

  /** Java's way to begin a line, which tells a user nothing. */
  private static final Pattern CAUSE =
      Pattern.compile("^(Caused by: )?(\\w+\\.)+\\w+(Exception|Error): ");

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
        lastLines.stream()
            .filter(line -> TELLING.matcher(line).find())
            .reduce((earlier, later) -> later)
            .map(line -> what + ": " + CAUSE.matcher(line.strip()).replaceFirst(""))
            .orElse(what);
  }

  public ChildFailedException(String message) {
    this(message, List.of());
  }

  /** The message, and the last line of the log that tells of an error. */
  public String oneLine() {
    return oneLine;
  }
}

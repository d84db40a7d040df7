package io.oneiros.processes;

import java.util.List;
import java.util.regex.Pattern;

/** A child process did not start, or died; the message says which, why, and where its log is. */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int LAST_LINES = 5;

  /** What says why: most last lines of a log only tell that all was well before. */
  private static final Pattern TELLING = Pattern.compile("ERROR|FATAL|Exception|Error:|cannot");

  /** What goes on after it, such as a heartbeat that finds no broker. */
  private static final Pattern LESS =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ (\\[[^\\]]*\\] )?(TRACE|DEBUG|INFO|WARN)\\b");

  /** Java's way to begin a line, which tells a user nothing. */
  private static final Pattern CAUSE =
      Pattern.compile("^(Caused by: )?(\\w+\\.)+\\w+(Exception|Error): ");

  private final String oneLine;

  public ChildFailedException(String message, Throwable cause) {
    super(message, cause);
    this.oneLine = message;
  }

  /**
   * @param lines of the child's log, without those that say where in the program something was
   */
  ChildFailedException(String what, List<String> lines) {
    super(lines.isEmpty() ? what : what + ":\n  " + String.join("\n  ", last(lines)));
    this.oneLine =
        lines.stream()
            .filter(line -> TELLING.matcher(line).find() && !LESS.matcher(line).find())
            .reduce((earlier, later) -> later)
            .map(line -> what + ": " + CAUSE.matcher(line.strip()).replaceFirst(""))
            .orElse(what);
  }

  public ChildFailedException(String message) {
    this(message, List.of());
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** The message, and the last line of the log that tells of an error. */
  public String oneLine() {
    return oneLine;
  }
}

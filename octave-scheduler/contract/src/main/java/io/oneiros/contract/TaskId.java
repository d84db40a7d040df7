package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one execution of one piece of work. A result echoes it, so that the scheduler accepts
 * each piece of work once, whoever did it and however often. Written {@code
 * DREAM/oOCTAVE/rROUND/KIND/INDEX/aATTEMPT}.
 *
 * @param round the version of the canvas that the work reads
 * @param index of the tile or region within the round; 0 for whole-picture work
 * @param attempt counted from 1
 */
public record TaskId(String dream, int octave, int round, Kind kind, int index, int attempt) {
  /** What is to be done. */
  public enum Kind {
    INGEST,
    TILE,
    REASSEMBLE,
    REINJECT,
    EXPORT,
    DELETE
  }

  private static final Pattern FORM =
      Pattern.compile("([^/]+)/o(\\d+)/r(\\d+)/([a-z]+)/(\\d+)/a(\\d+)");

  @JsonCreator
  public static TaskId of(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a task id: " + text);
    }
    return new TaskId(
        m.group(1),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        Kind.valueOf(m.group(4).toUpperCase(Locale.ROOT)),
        Integer.parseInt(m.group(5)),
        Integer.parseInt(m.group(6)));
  }

  /** Whether both are executions of the same piece of work. */
  public boolean sameWork(TaskId other) {
    return equals(other.withAttempt(attempt));
  }

  public TaskId withAttempt(int number) {
    return new TaskId(dream, octave, round, kind, index, number);
  }

  @JsonValue
  @Override
  public String toString() {
    return "%s/o%s/r%s/%s/%s/a%s"
        .formatted(dream, octave, round, kind.name().toLowerCase(Locale.ROOT), index, attempt);
  }
}

package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one execution of one piece of work. A result echoes it, so that the scheduler accepts
 * each piece of work once, whoever did it and however often. Written {@code
 * DREAM/INCARNATION/oOCTAVE/rROUND/KIND/INDEX/aATTEMPT}.
 *
 * @param incarnation of a-z and 0-9; tells the dream from an earlier one that had its id and is
 *     forgotten, for tasks of that one may still be queued
 * @param round the version of the canvas that the work reads
 * @param index of the tile or region within the round; 0 for whole-picture work
 * @param attempt counted from 1
 */
public record TaskId(
    String dream, String incarnation, int octave, int round, Kind kind, int index, int attempt) {
  /** What is to be done. */
  public enum Kind {
    INGEST,
    TILE,
    REASSEMBLE,
    REINJECT,
    EXPORT,
    DISCARD,
    DELETE;

    /** Whether the work is to make room, which no dream waits for. */
    public boolean deletes() {
      return this == DISCARD || this == DELETE;
    }
  }

  private static final Pattern FORM =
      Pattern.compile("([^/]+)/([a-z0-9]+)/o(\\d+)/r(\\d+)/([a-z]+)/(\\d+)/a(\\d+)");

  @JsonCreator
  public static TaskId of(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a task id: " + text);
    }
    return new TaskId(
        m.group(1),
        m.group(2),
        Integer.parseInt(m.group(3)),
        Integer.parseInt(m.group(4)),
        Kind.valueOf(m.group(5).toUpperCase(Locale.ROOT)),
        Integer.parseInt(m.group(6)),
        Integer.parseInt(m.group(7)));
  }

  /** Whether both are executions of the same piece of work. */
  public boolean sameWork(TaskId other) {
    return equals(other.withAttempt(attempt));
  }

  public TaskId withAttempt(int number) {
    return new TaskId(dream, incarnation, octave, round, kind, index, number);
  }

  @JsonValue
  @Override
  public String toString() {
    return "%s/%s/o%s/r%s/%s/%s/a%s"
        .formatted(
            dream,
            incarnation,
            octave,
            round,
            kind.name().toLowerCase(Locale.ROOT),
            index,
            attempt);
  }
}

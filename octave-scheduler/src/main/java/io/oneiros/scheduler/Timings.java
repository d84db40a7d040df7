package io.oneiros.scheduler;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.job.DreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When what happened to the dreams that run, to tell how long it takes. Kept in memory only: what
 * was begun before a restart is timed from there. A dream's calls must not overlap; those of
 * different dreams may.
 */
final class Timings {
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  /** A dream in its present round. */
  private static final class Run {
    final int octave;
    final int round;
    final Instant began;
    Instant lastAnswer;
    final Map<TaskId, Sent> sent = new HashMap<>();

    Run(DreamState dream, Instant now) {
      octave = dream.shown().octave();
      round = dream.round();
      began = now;
    }

    boolean isOf(DreamState dream) {
      return octave == dream.shown().octave() && round == dream.round();
    }
  }

  /** A tile that is out. */
  record Sent(String kind, Instant at) {}

  /**
   * A round that is over.
   *
   * @param whole from the moment that its tiles could be sent
   * @param tail what came after the last tile was answered: the reassembly that nothing hid
   */
  record Round(Duration whole, Duration tail) {}

  /** Takes note of a dream, which may be in its next round or at its end. */
  Optional<Round> changed(DreamState dream, Instant now) {
    if (dream.shown().status() != DreamStatus.RUNNING) {
      runs.remove(dream.id());
      return Optional.empty();
    }
    Run before = runs.get(dream.id());
    if (before != null && before.isOf(dream)) {
      return Optional.empty();
    }
    runs.put(dream.id(), new Run(dream, now));
    return before == null || before.lastAnswer == null
        ? Optional.empty()
        : Optional.of(
            new Round(
                Duration.between(before.began, now), Duration.between(before.lastAnswer, now)));
  }

  /** Somebody else may have the dreams now: those that stayed are timed from their next round. */
  void clear() {
    runs.clear();
  }

  /**
   * A tile goes out.
   *
   * @return how long it waited since its round began; empty if it was out before
   */
  Optional<Duration> sent(TaskId task, String kind, Instant now) {
    Run run = runs.get(task.dream());
    if (run == null) {
      return Optional.empty();
    }
    boolean first = run.sent.put(task.withAttempt(0), new Sent(kind, now)) == null;
    return first && task.attempt() == 1
        ? Optional.of(Duration.between(run.began, now))
        : Optional.empty();
  }

  /** A tile is answered; empty if it was not out. */
  Optional<Sent> answered(TaskId task, Instant now) {
    Run run = runs.get(task.dream());
    if (run == null) {
      return Optional.empty();
    }
    Sent sent = run.sent.remove(task.withAttempt(0));
    if (sent != null) {
      run.lastAnswer = now;
    }
    return Optional.ofNullable(sent);
  }
}

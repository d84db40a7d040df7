package io.oneiros.scheduler.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who of a kind works, workers or storage instances, by their heartbeats, and who has long had a
 * slot free: then what that one takes from is empty, and a task that is out but in nobody's hands
 * is lost. Kept in memory only.
 */
final class Workers {
  private final Duration silence;
  private final Duration idleness;
  private final Map<String, Worker> byName = new HashMap<>();

  private record Worker(int slots, Instant heard, Instant freeSince) {}

  /**
   * @param silence after which a worker counts as gone
   * @param idleness how long a slot must have been free
   */
  Workers(Duration silence, Duration idleness) {
    this.silence = silence;
    this.idleness = idleness;
  }

  /**
   * @param slots what it can do at a time
   * @param busy what it is doing
   */
  void heard(String name, int slots, int busy, Instant now) {
    Worker before = byName.get(name);
    Instant since = before == null || before.freeSince() == null ? now : before.freeSince();
    byName.put(name, new Worker(slots, now, busy < slots ? since : null));
  }

  /** What all of them can do at a time. */
  int slots(Instant now) {
    forgetTheSilent(now);
    // Heartbeats may claim anything.
    return (int)
        Math.min(Integer.MAX_VALUE, byName.values().stream().mapToLong(Worker::slots).sum());
  }

  /** For those who share one queue: where one is idle, the queue is empty. */
  boolean anyIdle(Instant now) {
    forgetTheSilent(now);
    return byName.values().stream().anyMatch(worker -> idle(worker, now));
  }

  /** For those who have partitions of their own: one may be idle while another's tasks wait. */
  boolean allIdle(Instant now) {
    forgetTheSilent(now);
    return !byName.isEmpty() && byName.values().stream().allMatch(worker -> idle(worker, now));
  }

  private void forgetTheSilent(Instant now) {
    byName.values().removeIf(worker -> worker.heard().plus(silence).isBefore(now));
  }

  private boolean idle(Worker worker, Instant now) {
    return worker.freeSince() != null && !worker.freeSince().plus(idleness).isAfter(now);
  }
}

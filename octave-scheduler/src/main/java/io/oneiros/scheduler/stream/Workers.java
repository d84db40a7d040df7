package io.oneiros.scheduler.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who of a kind works, workers or storage instances, by their heartbeats, and whether slots have
 * long been free: then what they take from is empty, and a task that is out but in nobody's hands
 * is lost. Kept in memory only.
 */
final class Workers {
  private final Duration silence;
  private final Duration idleness;
  private final Map<String, Worker> byName = new HashMap<>();

  /** Since when there has always been a slot free, if not always the same; null if none is. */
  private Instant freeSince;

  /**
   * @param freeSince since when a slot of this one has been free; null if none is
   */
  private record Worker(int slots, Instant heard, Instant freeSince) {
    Worker later(Duration time) {
      return new Worker(slots, heard.plus(time), freeSince == null ? null : freeSince.plus(time));
    }
  }

  /**
   * @param silence after which a worker counts as gone
   * @param idleness how long a slot must have been free, and within which whoever is there is heard
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
    boolean before = anyFree(now);
    Worker known = byName.get(name);
    Instant since = known == null || known.freeSince() == null ? now : known.freeSince();
    byName.put(name, new Worker(slots, now, busy < slots ? since : null));
    if (!anyFree(now)) {
      freeSince = null;
    } else if (!before || freeSince == null) {
      freeSince = now;
    }
  }

  /** Time in which nobody could be heard counts for nothing. */
  void missed(Duration time) {
    byName.replaceAll((name, worker) -> worker.later(time));
    freeSince = freeSince == null ? null : freeSince.plus(time);
  }

  /** What all of them can do at a time. */
  int slots(Instant now) {
    forgetTheSilent(now);
    // Heartbeats may claim anything.
    return (int)
        Math.min(Integer.MAX_VALUE, byName.values().stream().mapToLong(Worker::slots).sum());
  }

  /**
   * For those who share one queue: where a slot is free, whosever, the queue is empty. As no more
   * is sent than there are slots, a task that is lost leaves one free however busy they are.
   */
  boolean anyIdle(Instant now) {
    return anyFree(now) && longSince(freeSince, now);
  }

  /** For those who have partitions of their own: one may be idle while another's tasks wait. */
  boolean allIdle(Instant now) {
    forgetTheSilent(now);
    return !byName.isEmpty()
        && byName.values().stream().allMatch(worker -> longSince(worker.freeSince(), now));
  }

  private void forgetTheSilent(Instant now) {
    byName.values().removeIf(worker -> worker.heard().plus(silence).isBefore(now));
  }

  /** Whether somebody who was just heard, and so is there, has a slot free. */
  private boolean anyFree(Instant now) {
    return byName.values().stream()
        .anyMatch(w -> w.freeSince() != null && !w.heard().plus(idleness).isBefore(now));
  }

  private boolean longSince(Instant since, Instant now) {
    return since != null && !since.plus(idleness).isAfter(now);
  }
}

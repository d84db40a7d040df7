package io.oneiros.scheduler.stream;

import io.oneiros.contract.Result.WorkerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who works, by their heartbeats, and whether anyone has long had a slot free: then the queue is
 * empty, and a tile that is out but in nobody's hands is lost. Kept in memory only.
 */
final class Workers {
  private final Duration silence;
  private final Duration idleness;
  private final Map<String, Worker> byName = new HashMap<>();

  private record Worker(Instant heard, Instant freeSince) {}

  /**
   * @param silence after which a worker counts as gone
   * @param idleness how long a slot must have been free
   */
  Workers(Duration silence, Duration idleness) {
    this.silence = silence;
    this.idleness = idleness;
  }

  void heard(WorkerHeartbeat beat, Instant now) {
    Worker before = byName.get(beat.worker());
    boolean free = beat.busy().size() < beat.slots();
    Instant since = before == null || before.freeSince() == null ? now : before.freeSince();
    byName.put(beat.worker(), new Worker(now, free ? since : null));
  }

  boolean anyIdle(Instant now) {
    byName.values().removeIf(worker -> worker.heard().plus(silence).isBefore(now));
    return byName.values().stream()
        .anyMatch(
            worker ->
                worker.freeSince() != null && !worker.freeSince().plus(idleness).isAfter(now));
  }
}

package io.oneiros.scheduler.stream;

import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.job.Kinds;
import io.oneiros.scheduler.job.Patience;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The workers by their kinds of device, as their heartbeats tell. Kept in memory only. */
final class Fleet {
  private final Patience patience;
  private final Instant since;
  private final Map<String, Workers> byKind = new HashMap<>();
  private final Map<String, Instant> heard = new HashMap<>();

  /**
   * @param since when listening begins
   */
  Fleet(Patience patience, Instant since) {
    this.patience = patience;
    this.since = since;
  }

  /** A worker whose kind names no topic cannot be sent anything. */
  void heard(Result.WorkerHeartbeat beat, Instant now) {
    if (Topics.isKind(beat.device())) {
      byKind
          .computeIfAbsent(beat.device(), any -> new Workers(patience.lease(), patience.notice()))
          .heard(beat.worker(), beat.slots(), beat.busy().size(), now);
      heard.put(beat.device(), now);
    }
  }

  /** Tiles that the workers of each kind that is there can take at a time. */
  Map<String, Integer> slots(Instant now) {
    Map<String, Integer> slots = new HashMap<>();
    byKind.forEach((kind, workers) -> slots.put(kind, workers.slots(now)));
    slots.values().removeIf(number -> number == 0);
    return slots;
  }

  /** The same, with those that were heard once and are there no more. */
  Map<String, Integer> slotsOfAll(Instant now) {
    Map<String, Integer> slots = new HashMap<>(slots(now));
    heard.keySet().forEach(kind -> slots.putIfAbsent(kind, 0));
    return slots;
  }

  Kinds kinds(Instant now) {
    Set<String> idle = new HashSet<>();
    byKind.forEach(
        (kind, workers) -> {
          if (workers.anyIdle(now)) {
            idle.add(kind);
          }
        });
    return new Kinds(heard, idle, since);
  }
}

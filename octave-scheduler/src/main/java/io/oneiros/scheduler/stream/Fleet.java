package io.oneiros.scheduler.stream;

import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.job.JobEvent;
import io.oneiros.scheduler.job.Kinds;
import io.oneiros.scheduler.job.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The workers by their kinds of device, and storage, as heartbeats tell. Kept in memory only. */
final class Fleet {
  private final Patience patience;
  private Instant since;
  private final Map<String, Workers> byKind = new HashMap<>();
  private final Map<String, Instant> heard = new HashMap<>();
  private final Workers storage;
  private Instant storageHeard;

  /**
   * @param since when listening begins
   */
  Fleet(Patience patience, Instant since) {
    this.patience = patience;
    this.since = since;
    storage = new Workers(patience.lease(), patience.notice());
    storageHeard = since;
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

  void heard(Result.StorageHeartbeat beat, Instant now) {
    storage.heard(beat.by(), beat.slots(), beat.busy().size(), now);
    storageHeard = now;
  }

  /** Time in which nobody could be heard counts for nothing. */
  void missed(Duration time) {
    since = since.plus(time);
    heard.replaceAll((kind, when) -> when.plus(time));
    byKind.values().forEach(workers -> workers.missed(time));
    storageHeard = storageHeard.plus(time);
    storage.missed(time);
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

  JobEvent.Tick tick(Instant now) {
    return new JobEvent.Tick(kinds(now), storage.allIdle(now), storageHeard);
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

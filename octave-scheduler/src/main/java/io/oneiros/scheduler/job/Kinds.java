package io.oneiros.scheduler.job;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of device that there are workers of, as far as their heartbeats tell.
 *
 * @param heard when a worker of a kind was last heard
 * @param idle kinds of whose workers some have waited for a tile for some time, so that a tile of
 *     them that nobody holds is lost rather than queued
 * @param since when listening began
 */
public record Kinds(Map<String, Instant> heard, Set<String> idle, Instant since) {
  public Kinds {
    heard = Map.copyOf(heard);
    idle = Set.copyOf(idle);
  }

  /**
   * When a worker of that kind was last heard, or could have been and was not.
   *
   * @param kind null for any
   */
  Instant lastHeard(String kind) {
    return kind == null
        ? heard.values().stream().max(Comparator.naturalOrder()).orElse(since)
        : heard.getOrDefault(kind, since);
  }
}

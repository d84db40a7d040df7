package io.oneiros.scheduler.backlog;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.TaskId.Kind;
import io.oneiros.contract.Terms;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.OpenWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a dream has in the backlog.
 *
 * @param kind of device that its tiles go to; null for whichever has most room
 * @param waiting tiles that are to be sent
 * @param out tiles that are out and not answered, by kind
 * @param coming whether nothing waits but tiles of the next round soon will, for its latest tiles
 *     are out or it is between two rounds, and nothing rests after a failure; nobody looks whether
 *     that was the last round
 */
record Claim(Terms terms, String kind, int waiting, Map<String, Integer> out, boolean coming) {
  private static final Set<Kind> OF_ROUNDS = Set.of(Kind.TILE, Kind.REASSEMBLE, Kind.REINJECT);

  /**
   * @return null for a dream that is not running: one that has ended claims nothing, for its tiles
   *     are done with as soon as a worker sees them
   */
  static Claim of(DreamState state) {
    if (state == null || state.shown().status() != DreamStatus.RUNNING) {
      return null;
    }
    int waiting = 0;
    boolean rounds = true;
    Map<String, Integer> out = new HashMap<>();
    for (OpenWork work : state.open()) {
      if (work.waits()) {
        waiting++;
      } else if (work.kind() != null) {
        out.merge(work.kind(), 1, Integer::sum);
      }
      rounds &= OF_ROUNDS.contains(work.id().kind()) && !work.rests();
    }
    return new Claim(state.shown().terms(), state.kind(), waiting, out, rounds && waiting == 0);
  }

  /** Tiles that are out, whatever the kind. */
  int tilesOut() {
    return out.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Tiles that wait or are out. */
  int tiles() {
    return waiting + tilesOut();
  }
}

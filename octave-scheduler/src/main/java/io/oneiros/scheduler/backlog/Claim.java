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
 * @param between whether it is between two rounds, so that tiles will wait in a moment
 */
record Claim(Terms terms, String kind, int waiting, Map<String, Integer> out, boolean between) {
  private static final Set<Kind> BETWEEN_ROUNDS = Set.of(Kind.REASSEMBLE, Kind.REINJECT);

  /**
   * @return null for a dream that is not running: one that has ended claims nothing, for its tiles
   *     are done with as soon as a worker sees them
   */
  static Claim of(DreamState state) {
    if (state == null || state.shown().status() != DreamStatus.RUNNING) {
      return null;
    }
    int waiting = 0;
    boolean between = true;
    Map<String, Integer> out = new HashMap<>();
    for (OpenWork work : state.open()) {
      if (work.waits()) {
        waiting++;
      } else if (work.kind() != null) {
        out.merge(work.kind(), 1, Integer::sum);
      }
      between &= BETWEEN_ROUNDS.contains(work.id().kind());
    }
    return new Claim(state.shown().terms(), state.kind(), waiting, out, between);
  }

  /** Tiles that are out, whatever the kind. */
  int tilesOut() {
    return out.values().stream().mapToInt(Integer::intValue).sum();
  }
}

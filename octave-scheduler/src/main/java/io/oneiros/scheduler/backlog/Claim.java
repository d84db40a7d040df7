package io.oneiros.scheduler.backlog;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Terms;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.OpenWork;
import java.util.HashMap;
import java.util.Map;

/**
 * What a dream has in the backlog.
 *
 * @param kind of device that its tiles go to; null for whichever has most room
 * @param waiting tiles that are to be sent
 * @param out tiles that are out and not answered, by kind
 */
record Claim(Terms terms, String kind, int waiting, Map<String, Integer> out) {
  /**
   * @return null for a dream that is not running: one that has ended claims nothing, for its tiles
   *     are done with as soon as a worker sees them
   */
  static Claim of(DreamState state) {
    if (state == null || state.shown().status() != DreamStatus.RUNNING) {
      return null;
    }
    int waiting = 0;
    Map<String, Integer> out = new HashMap<>();
    for (OpenWork work : state.open()) {
      if (work.waits()) {
        waiting++;
      } else if (work.kind() != null) {
        out.merge(work.kind(), 1, Integer::sum);
      }
    }
    return new Claim(state.shown().terms(), state.kind(), waiting, out);
  }

  int outAnywhere() {
    return out.values().stream().mapToInt(Integer::intValue).sum();
  }
}

package io.oneiros.scheduler.stream;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.scheduler.job.DreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;

/** Tells which dreams ended so long ago that they are to be forgotten, a few at a time. */
final class Retention {
  /** At most so many deletions begin at a tick: after a long pause there may be thousands. */
  private static final int AT_ONCE = 50;

  private final Duration kept;
  private final Queue<Ended> queue = new PriorityQueue<>(Comparator.comparing(Ended::at));

  private record Ended(String dream, Instant at) {}

  /**
   * @param kept how long a dream that has ended is kept; zero for ever
   */
  Retention(Duration kept) {
    this.kept = kept;
  }

  /** Takes note of a dream's state; what it was before is looked up when its time comes. */
  void note(DreamState state) {
    if (!kept.isZero() && state.shown().status().terminal()) {
      queue.add(new Ended(state.id(), state.shown().updatedAt()));
    }
  }

  /**
   * @param states by id, null of a dream that is forgotten
   */
  List<String> expired(Function<String, DreamState> states, Instant now) {
    List<String> expired = new ArrayList<>();
    while (expired.size() < AT_ONCE && isOver(queue.peek(), now)) {
      String dream = queue.remove().dream();
      DreamState state = states.apply(dream);
      if (state != null && isOver(state.shown(), now) && !expired.contains(dream)) {
        expired.add(dream);
      }
    }
    return expired;
  }

  private boolean isOver(Ended ended, Instant now) {
    return ended != null && !now.isBefore(ended.at().plus(kept));
  }

  /** A dream may have been dreamed again since, or shown anew: then there is a later note. */
  private boolean isOver(DreamSnapshot shown, Instant now) {
    return shown.status().terminal()
        && !shown.deleting()
        && !now.isBefore(shown.updatedAt().plus(kept));
  }
}

package io.oneiros.gateway.webhook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The events of one host that are in hand: each is queued, called, paused, or being buried. */
final class Lane {
  private final Deque<Sending> queue = new ArrayDeque<>();
  private final Map<CompletableFuture<Void>, Sending> paused = new LinkedHashMap<>();

  Standing standing = Standing.FAIR;
  int inHand;
  int calling;

  /** When it had its last turn, counted in turns. */
  long turn;

  void queue(Sending sending) {
    queue.add(sending);
  }

  /** Until it is resumed. */
  void pause(Sending sending) {
    paused.put(sending.over(), sending);
  }

  /**
   * @return false if it has been given up meanwhile
   */
  boolean resume(Sending sending) {
    return paused.remove(sending.over()) != null;
  }

  boolean wantsCall() {
    return calling < standing.each && !queue.isEmpty();
  }

  Sending call(long now) {
    calling++;
    turn = now;
    return queue.remove();
  }

  /** Whether it will soon have fewer in hand by itself. */
  boolean moves() {
    return standing != Standing.FAILING && calling + queue.size() > 0;
  }

  /** The oldest of those that have been tried, else of those that have not; null for neither. */
  Sending giveUp() {
    if (paused.isEmpty()) {
      return queue.poll();
    }
    Sending oldest = paused.values().iterator().next();
    paused.remove(oldest.over());
    return oldest;
  }
}

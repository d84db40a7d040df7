package io.oneiros.gateway.webhook;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Which events are in hand, and whose turn it is. The next call is to the host that has fewest, of
 * those the one whose last turn is longest ago, so however much others have in hand, a host waits
 * for calls and not for events. What hosts that do not answer can take is bounded by their {@link
 * Standing}. When all places are taken, the host that has most of them makes room: by itself if it
 * takes events, else it gives one up.
 */
final class Lanes {
  private static final int MOST = 1_000_000;

  private final int most;
  private final Consumer<Sending> call;
  private final Consumer<Sending> giveUp;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int waiting;
  private long turns;
  private Held held;
  private boolean roomIsMade;

  /** The event that reading waits with. */
  private record Held(Sending sending, CompletableFuture<Void> entered) {}

  /**
   * @param most in hand, 1 to 1,000,000
   * @param call to be told of the answer by {@link #answered}
   * @param giveUp to {@link #leave} in the end
   */
  Lanes(int most, Consumer<Sending> call, Consumer<Sending> giveUp) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException(
          "oneiros.webhooks.waiting is %d; it must be 1 to %d.".formatted(most, MOST));
    }
    this.most = most;
    this.call = call;
    this.giveUp = giveUp;
  }

  /**
   * To be asked again only once the answer before is complete.
   *
   * @return complete once there is room, and the event is in hand
   */
  CompletableFuture<Void> enter(Sending sending) {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    synchronized (this) {
      held = new Held(sending, entered);
    }
    settle();
    return entered;
  }

  /**
   * Without waiting.
   *
   * @return false if there is no room; then it is not in hand
   */
  boolean enterNow(Sending sending) {
    synchronized (this) {
      if (waiting >= most) {
        return false;
      }
      take(sending);
    }
    settle();
    return true;
  }

  /**
   * Of an event that was called. It is paused from then on, until it is resumed, or leaves.
   *
   * @param again whether it may be called once more, and be given up meanwhile
   */
  void answered(Sending sending, Standing standing, boolean again) {
    synchronized (this) {
      Lane lane = lanes.get(sending.host());
      lane.calling--;
      lane.standing = standing;
      if (again) {
        lane.pause(sending);
      }
    }
    settle();
  }

  /** Its pause is over, unless it has been given up. */
  void resume(Sending sending) {
    synchronized (this) {
      Lane lane = lanes.get(sending.host());
      if (lane != null && lane.resume(sending)) {
        lane.queue(sending.again());
      }
    }
    settle();
  }

  /** Of an event that has been answered, or given up. */
  void leave(Sending sending) {
    synchronized (this) {
      waiting--;
      roomIsMade = false;
      Lane lane = lanes.get(sending.host());
      lane.inHand--;
      if (lane.inHand == 0) {
        lanes.remove(sending.host());
      }
    }
    settle();
  }

  synchronized int waiting() {
    return waiting;
  }

  /** Nobody is called while the lock is held. */
  private void settle() {
    for (Runnable work = work(); work != null; work = work()) {
      work.run();
    }
  }

  private synchronized Runnable work() {
    if (held != null && waiting < most) {
      Held one = held;
      held = null;
      take(one.sending);
      return () -> one.entered.complete(null);
    }
    Sending unlucky = held == null || roomIsMade ? null : unlucky();
    if (unlucky != null) {
      roomIsMade = true;
      return () -> giveUp.accept(unlucky);
    }
    Lane lane = next();
    if (lane == null) {
      return null;
    }
    Sending next = lane.call(++turns);
    return () -> call.accept(next);
  }

  private void take(Sending sending) {
    waiting++;
    Lane lane = lanes.computeIfAbsent(sending.host(), any -> new Lane());
    lane.inHand++;
    lane.queue(sending);
  }

  /** Who makes room for the next one; null if there will be some soon. */
  private Sending unlucky() {
    Lane longest =
        lanes.values().stream().max(Comparator.comparingInt(lane -> lane.inHand)).orElseThrow();
    return longest.moves() ? null : longest.giveUp();
  }

  private Lane next() {
    Collection<Lane> all = lanes.values();
    Standing worst = worstThatMayCall(all);
    return all.stream()
        .filter(lane -> worst != null && lane.standing.compareTo(worst) >= 0 && lane.wantsCall())
        .min(
            Comparator.<Lane>comparingInt(lane -> lane.calling)
                .thenComparingLong(lane -> lane.turn))
        .orElse(null);
  }

  /** The standings from which on there is room for another call; null for none. */
  private static Standing worstThatMayCall(Collection<Lane> all) {
    int calls = 0;
    Standing worst = null;
    for (Standing standing : Standing.values()) {
      calls +=
          all.stream()
              .filter(lane -> lane.standing == standing)
              .mapToInt(lane -> lane.calling)
              .sum();
      if (calls >= standing.together) {
        worst = null;
      } else if (worst == null) {
        worst = standing;
      }
    }
    return worst;
  }
}

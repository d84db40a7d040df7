package io.oneiros.scheduler.backlog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A share of the workers, divided among the shares below it by their weights: weighted fair
 * queueing in virtual time. The one that has had least goes next. One that had nothing to send
 * begins at the present, so that it neither makes up for the time nor pays for it; the present is
 * what has been dreamed, not what has been sent, so that a newcomer need not wait for others' tiles
 * that are out as well.
 */
final class Share {
  /** Who has had least first, then who came first. */
  private static final Comparator<Share> NEXT =
      Comparator.comparingDouble((Share share) -> share.time)
          .thenComparingLong(share -> share.number);

  private final String name;
  private final double weight;
  private final Share parent;
  private final long number;
  private final Map<String, Share> below = new HashMap<>();

  /** Those below that have something waiting. */
  private final NavigableSet<Share> queue = new TreeSet<>(NEXT);

  /** Those below that have nothing waiting but will in a moment, by the kinds that it goes to. */
  private final Map<String, NavigableSet<Share>> coming = new HashMap<>();

  /** Work that was sent, over the weight: virtual time. */
  private double time;

  /** Work that is out and not answered. */
  private double out;

  /** Tiles that wait. */
  private int waiting;

  /** Dreams that have nothing waiting but will in a moment, by the kind that it goes to. */
  private final Map<String, Integer> between = new HashMap<>();

  /** How far the one below was that went last: the present for who joins them. */
  private double present;

  private long born;

  Share(String name, double weight, Share parent) {
    this.name = name;
    this.weight = weight;
    this.parent = parent;
    number = parent == null ? 0 : parent.born++;
  }

  String name() {
    return name;
  }

  boolean isDream() {
    return below.isEmpty();
  }

  /** Those below that have something waiting, who has had least first. */
  Stream<Share> queue() {
    return queue.stream();
  }

  /** The share of that name, made if it is not there. */
  Share below(String child, double itsWeight) {
    return below.computeIfAbsent(child, any -> new Share(child, itsWeight, this));
  }

  /**
   * A dream has changed.
   *
   * @param out work that is out and not answered
   * @param next kind that its tiles go to if it is between two rounds; else null
   */
  void set(int waiting, double out, String next) {
    String before = between.isEmpty() ? null : between.keySet().iterator().next();
    change(waiting - this.waiting, out - this.out, before, next);
  }

  private void change(int moreWaiting, double moreOut, String leaves, String joins) {
    stepOut();
    boolean idle = waiting == 0;
    waiting += moreWaiting;
    out += moreOut;
    if (leaves != null) {
      between.computeIfPresent(leaves, (kind, dreams) -> dreams == 1 ? null : dreams - 1);
    }
    if (joins != null) {
      between.merge(joins, 1, Integer::sum);
    }
    if (parent != null) {
      if (idle && waiting > 0) {
        time = Math.max(time, parent.present);
      }
      parent.change(moreWaiting, moreOut, leaves, joins);
    }
    stepIn();
  }

  /** Work of this one is sent. */
  void charge(double work) {
    if (parent == null) {
      return;
    }
    parent.present = Math.max(parent.present, time - out / weight);
    stepOut();
    time += work / weight;
    stepIn();
    parent.charge(work);
  }

  private void stepOut() {
    if (parent != null) {
      parent.queue.remove(this);
      between.keySet().forEach(this::comesNoMore);
    }
  }

  private void stepIn() {
    if (parent != null && waiting > 0) {
      parent.queue.add(this);
    } else if (parent != null) {
      between.keySet().forEach(this::comes);
    }
  }

  private void comes(String kind) {
    parent.coming.computeIfAbsent(kind, any -> new TreeSet<>(NEXT)).add(this);
  }

  private void comesNoMore(String kind) {
    parent.coming.computeIfPresent(
        kind,
        (any, shares) -> {
          shares.remove(this);
          return shares.isEmpty() ? null : shares;
        });
  }

  /** Kinds of the dreams that come in a moment and would go first, however many they are. */
  Set<String> preceding() {
    Set<String> kinds = new HashSet<>();
    for (Share share = this; share.parent != null; share = share.parent) {
      double mine = share.time;
      share.parent.coming.forEach(
          (kind, shares) -> {
            if (shares.first().time <= mine) {
              kinds.add(kind);
            }
          });
    }
    return kinds;
  }

  /** Goes, and those above that are left with nothing. */
  void leave() {
    if (parent != null && below.isEmpty()) {
      parent.below.remove(name);
      parent.leave();
    }
  }
}

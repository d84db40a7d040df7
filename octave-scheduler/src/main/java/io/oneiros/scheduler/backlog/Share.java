package io.oneiros.scheduler.backlog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
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

  /** Those below that have nothing waiting but will soon, by the kinds that it goes to. */
  private final Map<String, NavigableSet<Share>> coming = new HashMap<>();

  /** Work that was sent, over the weight: virtual time. */
  private double time;

  /** Work that is out and not answered. */
  private double out;

  /** Tiles that wait. */
  private int waiting;

  /** Tiles of dreams that have nothing waiting but will soon, by the kind that they go to. */
  private final Map<String, Integer> soon = new HashMap<>();

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
   * @param next how many tiles it will soon have waiting, while it has none, and their kind; empty
   *     if it has some, or will have none
   */
  void set(int waiting, double out, Map<String, Integer> next) {
    Map<String, Integer> more = new HashMap<>(next);
    soon.forEach((kind, tiles) -> more.merge(kind, -tiles, Integer::sum));
    change(waiting - this.waiting, out - this.out, more);
  }

  private void change(int moreWaiting, double moreOut, Map<String, Integer> moreSoon) {
    stepOut();
    boolean idle = waiting == 0;
    waiting += moreWaiting;
    out += moreOut;
    moreSoon.forEach((kind, tiles) -> soon.merge(kind, tiles, Share::sumOrNone));
    if (parent != null) {
      if (idle && waiting > 0) {
        time = Math.max(time, parent.present);
      }
      parent.change(moreWaiting, moreOut, moreSoon);
    }
    stepIn();
  }

  private static Integer sumOrNone(int before, int more) {
    return before + more == 0 ? null : before + more;
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
      soon.keySet().forEach(this::comesNoMore);
    }
  }

  private void stepIn() {
    if (parent != null && waiting > 0) {
      parent.queue.add(this);
    } else if (parent != null) {
      soon.keySet().forEach(this::comes);
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

  /**
   * Tiles of the dreams that come soon, by kind, where one of them would go first, however many
   * there are.
   */
  Map<String, Integer> preceding() {
    Map<String, Integer> tiles = new HashMap<>();
    for (Share share = this; share.parent != null; share = share.parent) {
      double mine = share.time;
      Share above = share.parent;
      above.coming.forEach(
          (kind, shares) -> {
            if (shares.first().time <= mine) {
              tiles.put(kind, above.soon.get(kind));
            }
          });
    }
    return tiles;
  }

  /** Goes, and those above that are left with nothing. */
  void leave() {
    if (parent != null && below.isEmpty()) {
      parent.below.remove(name);
      parent.leave();
    }
  }
}

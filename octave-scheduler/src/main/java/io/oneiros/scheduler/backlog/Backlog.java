package io.oneiros.scheduler.backlog;

import io.oneiros.contract.spec.Priority;
import io.oneiros.scheduler.job.DreamState;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tiles that wait, and whose is next. Workers are shared evenly among tenants, a tenant's share by
 * weight among the priorities, a priority's evenly among its dreams; all by work, in pixels times
 * steps, among those that have something waiting. Only so many tiles are out as keep workers busy,
 * so whoever comes waits for few others. The same calls in the same order give the same answers.
 * Not thread-safe.
 */
public final class Backlog {
  /**
   * Tiles that are out for each slot of the workers. A worker computes one while its other slots
   * hold what comes next; half a tile a slot waits in the queue, so that a slot that becomes free
   * need not wait for the scheduler.
   */
  static final double AHEAD = 1.5;

  /** Stands for any kind. */
  private static final String WHICHEVER = "";

  private final Share root = new Share("", 1, null);
  private final Map<String, Held> dreams = new HashMap<>();
  private final Map<String, Integer> out = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  /**
   * @param tile work of the tile that it sent last
   * @param out work that is out
   */
  private record Held(Claim claim, Share share, double tile, double out) {}

  /** A tile of that dream may go to workers of that kind. */
  public record Grant(String dream, String kind) {}

  /**
   * A dream has changed.
   *
   * @param state null if it is forgotten
   */
  public void put(String dream, DreamState state) {
    Claim claim = Claim.of(state);
    Held before = dreams.remove(dream);
    if (before != null) {
      count(before.claim(), -1);
    }
    if (claim != null) {
      count(claim, 1);
      dreams.put(dream, held(dream, claim, before));
    } else if (before != null) {
      before.share().change(-before.claim().waiting(), -before.out());
      before.share().leave();
    }
  }

  private Held held(String dream, Claim claim, Held before) {
    Share share = before == null ? share(dream, claim) : before.share();
    double tile = before == null ? 0 : before.tile();
    int waited = before == null ? 0 : before.claim().waiting();
    double wasOut = before == null ? 0 : before.out();
    double isOut = tile * claim.out().values().stream().mapToInt(Integer::intValue).sum();
    share.change(claim.waiting() - waited, isOut - wasOut);
    return new Held(claim, share, tile, isOut);
  }

  private Share share(String dream, Claim claim) {
    Priority priority = claim.terms().priority();
    return root.below(claim.terms().tenant(), 1)
        .below(priority.name(), priority.weight())
        .below(dream, 1);
  }

  private void count(Claim claim, int sign) {
    claim.out().forEach((kind, tiles) -> out.merge(kind, sign * tiles, Integer::sum));
    waiting.merge(kind(claim), sign * claim.waiting(), Integer::sum);
  }

  private static String kind(Claim claim) {
    return claim.kind() == null ? WHICHEVER : claim.kind();
  }

  /** A tile of the dream was sent: so many pixels times steps. */
  public void sent(String dream, long work) {
    Held held = dreams.get(dream);
    held.share().charge(work);
    dreams.put(dream, new Held(held.claim(), held.share(), work, held.out()));
  }

  /**
   * Whose tile is next, if there is room for one.
   *
   * @param slots tiles that the workers of each kind that is there can take at a time
   */
  public Optional<Grant> next(Map<String, Integer> slots) {
    Map<String, Integer> room = room(slots);
    boolean wanted =
        !room.isEmpty() && waits(WHICHEVER) || room.keySet().stream().anyMatch(this::waits);
    if (!wanted) {
      return Optional.empty();
    }
    String roomiest = Collections.max(room.entrySet(), Map.Entry.comparingByValue()).getKey();
    return first(root, claim -> claim.kind() == null || room.containsKey(claim.kind()))
        .map(
            dream -> {
              String kind = dreams.get(dream).claim().kind();
              return new Grant(dream, kind == null ? roomiest : kind);
            });
  }

  /** How many more tiles may be out, for kinds where that is any. */
  private Map<String, Integer> room(Map<String, Integer> slots) {
    Map<String, Integer> room = new TreeMap<>();
    slots.forEach(
        (kind, number) -> {
          int free = (int) Math.ceil(AHEAD * number) - out.getOrDefault(kind, 0);
          if (free > 0) {
            room.put(kind, free);
          }
        });
    return room;
  }

  private boolean waits(String kind) {
    return waiting.getOrDefault(kind, 0) > 0;
  }

  /** The dream that has had least below the share that has had least, of those that may go. */
  private Optional<String> first(Share share, Predicate<Claim> may) {
    if (share.isDream()) {
      return Optional.of(share.name()).filter(dream -> may.test(dreams.get(dream).claim()));
    }
    return share.queue().flatMap(below -> first(below, may).stream()).findFirst();
  }
}

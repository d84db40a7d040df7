package io.oneiros.scheduler.backlog;

import io.oneiros.contract.spec.Priority;
import io.oneiros.scheduler.job.DreamState;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tiles that wait, and whose is next. Workers are shared evenly among tenants, a tenant's share by
 * weight among the priorities, a priority's evenly among its dreams; all by work, in pixels times
 * steps, among those that have something waiting. No more tiles are out than workers can take,
 * which is what they compute and what they read meanwhile, so whoever comes waits for few others.
 * The same calls in the same order give the same answers. Not thread-safe.
 */
public final class Backlog {
  /**
   * Of a kind's slots that are filled while a dream of that kind is between two rounds whose turn
   * it would be: devices compute, but what they would compute next is not sent, so that it can be
   * that dream's.
   */
  private static final double COMPUTING = 0.5;

  /**
   * How long it takes a device, in seconds, from the end of a tile to the next one if that is not
   * sent before: answer, task and region on their way. Where tiles are short, that is a part of the
   * time that is worth more than the order of tiles: so many more are filled.
   */
  private static final double HANDING = 0.1;

  /** Of the latest tile in what is expected of the next. */
  private static final double LATEST = 0.1;

  /** Stands for any kind. */
  private static final String WHICHEVER = "";

  private final Share root = new Share("", 1, null);
  private final Map<String, Held> dreams = new HashMap<>();
  private final Map<String, Integer> out = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Seconds that a tile computes on each kind, smoothed. */
  private final Map<String, Double> seconds = new HashMap<>();

  /**
   * @param tile work of the tile that it sent last
   */
  private record Held(Claim claim, Share share, long tile) {}

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
      Share share = before == null ? share(dream, claim) : before.share();
      long tile = before == null ? 0 : before.tile();
      share.set(claim.waiting(), tile * claim.tilesOut(), claim.between() ? kind(claim) : null);
      dreams.put(dream, new Held(claim, share, tile));
    } else if (before != null) {
      before.share().set(0, 0, null);
      before.share().leave();
    }
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
    dreams.put(dream, new Held(held.claim(), held.share(), work));
  }

  /**
   * How long a tile that was sent should compute.
   *
   * @param tile null where nothing tells
   */
  public void expect(String kind, Duration tile) {
    if (tile != null) {
      seconds.merge(
          kind, tile.toNanos() / 1e9, (before, latest) -> before + LATEST * (latest - before));
    }
  }

  /**
   * Whose tile is next, if there is room for one.
   *
   * @param slots tiles that the workers of each kind that is there can take at a time
   */
  public Optional<Grant> next(Map<String, Integer> slots) {
    Set<String> keeping = new HashSet<>();
    Map<String, Integer> room = room(slots, keeping);
    if (!anyWaitsFor(room.keySet())) {
      return Optional.empty();
    }
    Optional<Share> first = first(root, room);
    // Where slots are kept another may be first, whom others yet precede.
    while (first.isPresent() && keeping.addAll(first.get().preceding())) {
      room = room(slots, keeping);
      first = first(root, room);
    }
    Map<String, Integer> there = room;
    return first.map(share -> new Grant(share.name(), kind(share, there)));
  }

  /**
   * How many more tiles may be out, for kinds where that is any.
   *
   * @param keeping kinds on which slots are kept
   */
  private Map<String, Integer> room(Map<String, Integer> slots, Set<String> keeping) {
    Map<String, Integer> room = new TreeMap<>();
    slots.forEach(
        (kind, number) -> {
          boolean keeps = keeping.contains(kind) || keeping.contains(WHICHEVER);
          int filled = keeps ? kept(kind, number) : number;
          room.put(kind, filled - out.getOrDefault(kind, 0));
        });
    room.values().removeIf(free -> free <= 0);
    return room;
  }

  /** Slots that are filled although others are kept. */
  private int kept(String kind, int slots) {
    double tile = seconds.getOrDefault(kind, Double.POSITIVE_INFINITY);
    int computing = (int) Math.ceil(COMPUTING * slots);
    return Math.min(slots, computing + (int) Math.min(computing, computing * HANDING / tile));
  }

  /** The dream's, or that with most room. */
  private String kind(Share dream, Map<String, Integer> room) {
    String kind = dreams.get(dream.name()).claim().kind();
    return kind == null
        ? Collections.max(room.entrySet(), Map.Entry.comparingByValue()).getKey()
        : kind;
  }

  /** The dream that has had least below the share that has had least, of those that have room. */
  private Optional<Share> first(Share share, Map<String, Integer> room) {
    if (share.isDream()) {
      String kind = dreams.get(share.name()).claim().kind();
      boolean fits = kind == null ? !room.isEmpty() : room.containsKey(kind);
      return fits ? Optional.of(share) : Optional.empty();
    }
    return share.queue().flatMap(below -> first(below, room).stream()).findFirst();
  }

  /** Tiles that wait, by the kind that they go to; {@code ""} for whichever has most room. */
  public Map<String, Integer> waiting() {
    return Map.copyOf(waiting);
  }

  /** Tiles that are out and not answered, by kind. */
  public Map<String, Integer> out() {
    return Map.copyOf(out);
  }

  private boolean anyWaitsFor(Set<String> kinds) {
    return !kinds.isEmpty() && waits(WHICHEVER) || kinds.stream().anyMatch(this::waits);
  }

  private boolean waits(String kind) {
    return waiting.getOrDefault(kind, 0) > 0;
  }
}

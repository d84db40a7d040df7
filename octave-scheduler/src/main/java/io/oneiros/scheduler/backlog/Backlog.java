package io.oneiros.scheduler.backlog;

import io.oneiros.contract.spec.Priority;
import io.oneiros.scheduler.job.DreamState;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
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
   * Of a kind's slots that are filled in any case while tiles come whose turn it would be, of a
   * dream of that kind that has none waiting for the moment: devices compute, but what they would
   * compute next is not sent, so that it can be one of those. That is so with two hands a device.
   */
  private static final double COMPUTING = 0.5;

  /**
   * How long it may take a device, in seconds, from the end of a tile to the next one if that is
   * not sent before: answer, task and region on their way, with many devices. Of a short tile's
   * time that is a part which is worth more than the order of tiles: where those of the dream are
   * short, so many more are filled with them. It is less than 0.2, so that a single device of tiles
   * of 0.2 s still keeps its second slot.
   */
  private static final double HANDING = 0.19;

  /** Of the latest tile in what is expected of the next. */
  private static final double LATEST = 0.1;

  /** Stands for any kind. */
  private static final String WHICHEVER = "";

  private final Share root = new Share("", 1, null);
  private final Map<String, Held> dreams = new HashMap<>();
  private final Map<String, Integer> out = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Seconds that a tile computes on each kind, smoothed: for dreams that have dreamed none yet. */
  private final Map<String, Double> seconds = new HashMap<>();

  /**
   * @param tile work of the tile that it sent last
   * @param round tiles of the latest round, as far as they have been seen: the next has as many
   * @param seconds that the last one to each kind should compute, where something tells
   */
  private record Held(Claim claim, Share share, long tile, int round, Map<String, Double> seconds) {
    /** What it has soon while it has nothing waiting. */
    Map<String, Integer> next() {
      return claim.coming() && round > 0 ? Map.of(Backlog.kind(claim), round) : Map.of();
    }
  }

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
      Map<String, Double> lasts = before == null ? new HashMap<>() : before.seconds();
      Held now = new Held(claim, share, tile, round(before, claim), lasts);
      share.set(claim.waiting(), tile * claim.tilesOut(), now.next());
      dreams.put(dream, now);
    } else if (before != null) {
      before.share().set(0, 0, Map.of());
      before.share().leave();
    }
  }

  private static int round(Held before, Claim claim) {
    if (before == null || before.claim().tiles() == 0 && claim.tiles() > 0) {
      return claim.tiles();
    }
    return Math.max(before.round(), claim.tiles());
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
    dreams.put(dream, new Held(held.claim(), held.share(), work, held.round(), held.seconds()));
  }

  /**
   * How long the tile that was sent should compute.
   *
   * @param kind it was sent to
   * @param tile null where nothing tells
   */
  public void expect(String dream, String kind, Duration tile) {
    if (tile != null) {
      double lasts = tile.toNanos() / 1e9;
      seconds.merge(kind, lasts, (before, latest) -> before + LATEST * (latest - before));
      dreams.get(dream).seconds().put(kind, lasts);
    }
  }

  /**
   * Whose tile is next, if there is room for one.
   *
   * @param slots tiles that the workers of each kind that is there can take at a time
   */
  public Optional<Grant> next(Map<String, Integer> slots) {
    Map<String, Integer> room = room(slots);
    Map<String, Integer> keeping = new HashMap<>();
    while (anyWaitsFor(room.keySet())) {
      Optional<Share> first = first(root, room);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      first.get().preceding().forEach((kind, tiles) -> keeping.merge(kind, tiles, Math::max));
      String dream = first.get().name();
      String kind = kind(dream, room);
      int coming = keeping.getOrDefault(kind, 0) + keeping.getOrDefault(WHICHEVER, 0);
      if (coming == 0 || room.get(kind) > kept(dream, kind, slots.get(kind), coming)) {
        return Optional.of(new Grant(dream, kind));
      }
      // Nor may others of that kind, who come after it.
      room.remove(kind);
    }
    return Optional.empty();
  }

  /** How many more tiles may be out, for kinds where that is any. */
  private Map<String, Integer> room(Map<String, Integer> slots) {
    Map<String, Integer> room = new TreeMap<>();
    slots.forEach((kind, number) -> room.put(kind, number - out.getOrDefault(kind, 0)));
    room.values().removeIf(free -> free <= 0);
    return room;
  }

  /** Slots that a dream's tile does not get while so many tiles of others come. */
  private int kept(String dream, String kind, int slots, int coming) {
    double others = seconds.getOrDefault(kind, Double.POSITIVE_INFINITY);
    double tile = dreams.get(dream).seconds().getOrDefault(kind, others);
    int computing = (int) Math.ceil(COMPUTING * slots);
    int more = (int) Math.min(computing, computing * HANDING / tile);
    return Math.max(0, Math.min(coming, slots - computing - more));
  }

  /** The dream's, or that with most room. */
  private String kind(String dream, Map<String, Integer> room) {
    String kind = dreams.get(dream).claim().kind();
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

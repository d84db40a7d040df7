package io.oneiros.scheduler.job;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Size;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All that the scheduler knows of a dream; its store keeps it as JSON. The plan is not in it: it
 * follows from the recipe and the sizes.
 *
 * @param shown as the world sees it; where the dream is: {@code shown.octave()} and {@code round}
 * @param spec to be resolved as soon as its network can be had; null once it is, or never will be
 * @param source object key of the photo, as uploaded; null for none
 * @param guide likewise of the guide
 * @param mask likewise of the mask
 * @param guideSize null until it is read
 * @param devices kinds that have dreamed its tiles so far, in order
 * @param sizes of the octaves, coarse to fine; empty until the picture is read
 * @param round of the octave; the number of its rounds once all are done
 * @param octaveStartedAt null until the picture is read
 * @param means mean |g| of the whole picture at each step of the octave so far
 * @param tileMeans mean |g| of each tile at the last of these steps, in tile order; empty where the
 *     round is cut into other tiles than the one before
 * @param tiles of the round, as they were accepted
 * @param open work that has no answer yet; once the dream has ended, work that may still write, or
 *     the deletion of what it wrote
 * @param kind of device that it stays on; null until it has one, and where it stays on none
 * @param paces seconds that each kind of device computes a pixel and step of it, {@link Pace}
 * @param forget whether the dream is to be forgotten once what it owns is deleted
 * @param followers who is told of it
 */
public record DreamState(
    DreamSnapshot shown,
    DreamSpec spec,
    String source,
    String guide,
    String mask,
    Size guideSize,
    List<String> devices,
    List<Size> sizes,
    int round,
    Instant octaveStartedAt,
    List<Double> means,
    List<Double> tileMeans,
    List<AcceptedTile> tiles,
    List<OpenWork> open,
    String kind,
    Map<String, Double> paces,
    boolean forget,
    Followers followers) {
  public DreamState {
    Objects.requireNonNull(shown.status());
    // The states of an older scheduler have none of these.
    devices = devices == null ? List.of() : List.copyOf(devices);
    paces = paces == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(paces));
    followers = followers == null ? Followers.NONE : followers;
    sizes = List.copyOf(sizes);
    means = List.copyOf(means);
    tileMeans = List.copyOf(tileMeans);
    tiles = List.copyOf(tiles);
    open = List.copyOf(open);
  }

  public String id() {
    return shown.id();
  }

  /** The same but for what grows with the picture. */
  public DreamState with(List<AcceptedTile> tiles, List<OpenWork> open, List<Double> tileMeans) {
    return new DreamState(
        shown,
        spec,
        source,
        guide,
        mask,
        guideSize,
        devices,
        sizes,
        round,
        octaveStartedAt,
        means,
        tileMeans,
        tiles,
        open,
        kind,
        paces,
        forget,
        followers);
  }

  /** Whether nothing is to be done or waited for any more. */
  public boolean settled() {
    return shown.status().terminal() && open.isEmpty();
  }
}

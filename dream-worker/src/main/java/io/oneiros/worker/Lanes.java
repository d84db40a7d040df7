package io.oneiros.worker;

import ai.djl.Device;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.torch.Executor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A worker's devices of one kind. A tile is nobody's until one is free: tiles that were taken for a
 * certain device would wait for it while another one has none. Thread-safe.
 */
final class Lanes implements AutoCloseable {
  private final List<Lane> all;
  private final List<Lane> idle;

  /** As many as are idle; who has waited longest is next. */
  private final Semaphore free;

  /**
   * @param all at least one, all of one kind
   */
  Lanes(List<Lane> all) {
    this.all = List.copyOf(all);
    idle = new ArrayList<>(all);
    free = new Semaphore(all.size(), true);
  }

  /** In the order of the kinds' names. */
  static List<Lanes> byKind(List<Lane> lanes) {
    return lanes.stream()
        .collect(Collectors.groupingBy(Lane::kind, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Lanes::new)
        .toList();
  }

  /**
   * Climbs once a lane is free, on one that has the network loaded if there is a choice.
   *
   * @param region pixels of the tile's footprint
   * @param scenery read for that footprint
   * @throws CancellationException once {@code cancelled} says so
   */
  Lane.Climbed climb(
      TileTask task, Tile tile, Picture region, Scenery scenery, BooleanSupplier cancelled)
      throws InterruptedException {
    free.acquire();
    try {
      Lane lane = take(task.model());
      try {
        return lane.climb(task, tile, region, scenery, cancelled);
      } finally {
        give(lane);
      }
    } finally {
      free.release();
    }
  }

  private synchronized Lane take(String model) {
    Lane lane =
        idle.stream().filter(it -> it.loaded().contains(model)).findFirst().orElse(idle.get(0));
    idle.remove(lane);
    return lane;
  }

  private synchronized void give(Lane lane) {
    idle.add(lane);
  }

  String kind() {
    return all.get(0).kind();
  }

  /** One of them. */
  Device device() {
    return all.get(0).device();
  }

  /** What gradients are computed with, where nothing forces a simpler one. */
  Executor executor() {
    return all.get(0).executor();
  }

  List<Lane> all() {
    return all;
  }

  /** Ids of the networks that are loaded, on one device at least. */
  Set<String> loaded() {
    return all.stream()
        .flatMap(lane -> lane.loaded().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a step has been computing for so long that it will never end. */
  boolean hangs(Duration limit) {
    return all.stream().anyMatch(lane -> lane.hangs(limit));
  }

  @Override
  public void close() {
    all.forEach(Lane::close);
  }
}

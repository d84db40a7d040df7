package io.oneiros.worker;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result.TileDreamed;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.spec.Start.Parametrisation;
import io.oneiros.engine.ascent.Ascent;
import io.oneiros.engine.ascent.Normaliser;
import io.oneiros.engine.ascent.Robustness;
import io.oneiros.engine.ascent.Shift;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.Warp;
import io.oneiros.engine.ascent.Warps;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import io.oneiros.worker.WorkerMetrics.Phase;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Does one tile task: reads the region it needs, has a lane climb, writes the delta. Its result
 * depends on the task alone, so it may run twice.
 */
final class TileDreamer {
  private final CanvasStore canvases;
  private final ObjectStore objects;
  private final Models models;
  private final Room room;
  private final Lanes lanes;
  private final WorkerMetrics metrics;
  private final String worker;

  TileDreamer(
      CanvasStore canvases,
      ObjectStore objects,
      Models models,
      Room room,
      Lanes lanes,
      WorkerMetrics metrics,
      String worker) {
    this.canvases = canvases;
    this.objects = objects;
    this.models = models;
    this.room = room;
    this.lanes = lanes;
    this.metrics = metrics;
    this.worker = worker;
  }

  /**
   * @param cancelled asked before a network is loaded and before every step; the task ends with a
   *     {@link java.util.concurrent.CancellationException} once it says true
   */
  TileDreamed dream(TileTask task, BooleanSupplier cancelled) throws InterruptedException {
    Tile tile = tile(task, models.stride(task));
    Area footprint = tile.footprint(models.stride(task));
    room.check(task, footprint);
    Seen seen = metrics.timed(Phase.READ, () -> read(task, footprint));
    Lane.Climbed climbed = lanes.climb(task, tile, seen.region(), seen.scenery(), cancelled);
    metrics.dreamed(task, lanes.kind(), climbed.result().statistics().size(), climbed.seconds());
    Picture delta = climbed.result().delta();
    byte[] bytes = new Planes(delta.width(), delta.height(), delta.values()).toBytes();
    String sha256 = Sha256.of(bytes);
    String key = task.output() + "-" + sha256;
    metrics.timed(
        Phase.WRITE,
        () -> {
          objects.put(key, bytes);
          return key;
        });
    return new TileDreamed(
        task.id(),
        worker,
        key,
        sha256,
        climbed.result().statistics().stream()
            .map(s -> new StepStatistics(s.sumAbs(), s.sumSquares(), s.sum(), s.count()))
            .toList(),
        climbed.seconds(),
        climbed.device(),
        lanes.kind());
  }

  /** What a tile's footprint shows. */
  private record Seen(Picture region, Scenery scenery) {}

  private Seen read(TileTask task, Area footprint) {
    Planes region = canvases.readRegion(task.canvas(), task.picture(), rect(footprint));
    return new Seen(
        new Picture(region.width(), region.height(), region.values()),
        Scenery.read(task, footprint, canvases));
  }

  static Tile tile(TileTask task, int stride) {
    List<Warp> warps =
        task.parametrisation() != Parametrisation.PIXELS
            ? List.of()
            : Warps.of(
                task.seed(),
                task.id().octave(),
                task.shifts().size(),
                Translation.robustness(task),
                stride);
    return new Tile(
        task.picture().width(),
        task.picture().height(),
        area(task.core()),
        area(task.keep()),
        task.halo(),
        task.jitter(),
        task.shifts().stream().map(s -> new Shift(s.dx(), s.dy())).toList(),
        task.step(),
        switch (task.normalisation()) {
          case OWN -> new Normaliser.Own();
          case RAW -> new Normaliser.Raw();
          case TRACKED ->
              new Normaliser.Tracked(
                  task.meanGradient(),
                  task.ownGradient() == null
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(task.ownGradient()));
        },
        // Other variables are climbed in their own way.
        task.parametrisation() != Parametrisation.PIXELS
            ? Ascent.DEFAULT
            : Translation.ascent(task),
        Translation.robustness(task).equals(Robustness.NONE) ? List.of() : warps);
  }

  private static Area area(Rect rect) {
    return new Area(rect.x(), rect.y(), rect.width(), rect.height());
  }

  private static Rect rect(Area area) {
    return new Rect(area.x(), area.y(), area.width(), area.height());
  }
}

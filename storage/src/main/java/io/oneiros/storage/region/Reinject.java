package io.oneiros.storage.region;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;

/** Carries the detail that an octave dreamed over to the next octave's source, for one region. */
public final class Reinject {
  private final CanvasStore canvases;
  private final Blocks blocks;

  public Reinject(CanvasStore canvases, Blocks blocks) {
    this.canvases = canvases;
    this.blocks = blocks;
  }

  /** Works block by block, and reads of the coarser octave only what a block is made of. */
  public Result.Stored run(StorageTask.Reinject task) {
    canvases.requireThere(task.canvas());
    blocks.forEach(
        task.to(),
        task.region(),
        block -> run(task, block),
        () -> canvases.create(task.output(), task.to()));
    return new Result.Stored(task.id(), task.preview());
  }

  private void run(StorageTask.Reinject task, Rect block) {
    Resample enlarge = new Resample(task.from(), task.to(), block);
    Rect footprint = enlarge.footprint();
    Planes detail = canvases.readRegion(task.canvas(), task.from(), footprint);
    Pixels.subtract(detail, canvases.readRegion(task.source(), task.from(), footprint));
    if (task.share() != null) {
      Pixels.scale(detail, task.share());
    }
    Planes result = enlarge.of(Rows.of(detail, footprint.x(), footprint.y()));
    Pixels.add(result, canvases.readRegion(task.nextSource(), task.to(), block));
    Pixels.clip(result);
    canvases.writeRegion(task.output(), task.to(), block, result);
  }
}

package io.oneiros.storage.region;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;

/** Makes a region of the next canvas from this one and the tiles' deltas. */
public final class Reassemble {
  private final CanvasStore canvases;
  private final Deltas deltas;

  public Reassemble(CanvasStore canvases, Deltas deltas) {
    this.canvases = canvases;
    this.deltas = deltas;
  }

  /** Holds the region and nothing else in memory; deltas pass through it one by one. */
  public void run(StorageTask.Reassemble task) throws IOException {
    Planes canvas = canvases.readRegion(task.canvas(), task.picture(), task.region());
    Blend blend = new Blend(canvas, task.region(), task.picture(), task.scale(), task.feather());
    for (Piece piece : task.pieces()) {
      blend.add(piece, deltas.fetch(piece));
    }
    Pixels.clip(canvas);
    canvases.writeRegion(task.output(), task.picture(), task.region(), canvas);
    canvases.create(task.output(), task.picture());
  }
}

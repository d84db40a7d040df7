package io.oneiros.storage.region;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Makes a region of the next canvas from this one and the tiles' deltas. */
public final class Reassemble {
  private final CanvasStore canvases;
  private final Deltas deltas;

  public Reassemble(CanvasStore canvases, Deltas deltas) {
    this.canvases = canvases;
    this.deltas = deltas;
  }

  /** Holds a block of the region at a time, and the deltas in files. */
  public void run(StorageTask.Reassemble task) throws IOException {
    try (Fetched fetched = new Fetched()) {
      for (Rect block : Blocks.of(task.region())) {
        run(task, block, fetched);
      }
    }
    canvases.create(task.output(), task.picture());
  }

  private void run(StorageTask.Reassemble task, Rect block, Fetched fetched) throws IOException {
    Planes canvas = canvases.readRegion(task.canvas(), task.picture(), block);
    Blend blend = new Blend(canvas, block, task.picture(), task.scale(), task.feather());
    for (Piece piece : task.pieces()) {
      if (piece.keep().intersects(block)) {
        blend.add(piece, fetched.of(piece));
      }
    }
    Pixels.clip(canvas);
    canvases.writeRegion(task.output(), task.picture(), block, canvas);
  }

  /** The deltas that blocks have needed so far; each is fetched once. */
  private final class Fetched implements AutoCloseable {
    private final Map<Piece, FileDelta> files = new HashMap<>();

    Delta of(Piece piece) throws IOException {
      FileDelta file = files.get(piece);
      if (file == null) {
        file = deltas.fetch(piece);
        files.put(piece, file);
      }
      return file;
    }

    @Override
    public void close() throws IOException {
      for (FileDelta file : files.values()) {
        file.close();
      }
    }
  }
}

package io.oneiros.storage.region;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes a region of the next canvas from this one and the tiles' deltas. */
public final class Reassemble {
  /** Deltas that are fetched at a time, over all regions. */
  private static final int AT_ONCE = 8;

  private final CanvasStore canvases;
  private final Deltas deltas;
  private final Blocks blocks;
  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(AT_ONCE, Reassemble::thread);

  public Reassemble(CanvasStore canvases, Deltas deltas, Blocks blocks) {
    this.canvases = canvases;
    this.deltas = deltas;
    this.blocks = blocks;
  }

  /**
   * Holds a few blocks of the region at a time, and the deltas, unless they are small, in files.
   */
  public void run(StorageTask.Reassemble task) {
    try (Fetched fetched = fetched(task.pieces())) {
      canvases.requireThere(task.canvas());
      // Here, not in threads that work for all: a delta that hangs holds up no other region.
      task.pieces().forEach(fetched::of);
      blocks.forEach(
          task.picture(),
          task.region(),
          block -> run(task, block, fetched),
          () -> canvases.create(task.output(), task.picture()));
    }
  }

  private Fetched fetched(List<Piece> pieces) {
    boolean onHeap = Deltas.fitTheHeap(pieces);
    return new Fetched(pieces, piece -> deltas.fetch(piece, onHeap), fetchers);
  }

  private void run(StorageTask.Reassemble task, Rect block, Fetched fetched) {
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

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deltas");
    thread.setDaemon(true);
    return thread;
  }
}

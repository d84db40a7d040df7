package io.oneiros.storage.region;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes a region of the next canvas from this one and the tiles' deltas. */
public final class Reassemble {
  /** Deltas that are fetched at a time, over all regions. */
  private static final int AT_ONCE = 8;

  private final CanvasStore canvases;
  private final Deltas deltas;
  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(AT_ONCE, Reassemble::thread);

  public Reassemble(CanvasStore canvases, Deltas deltas) {
    this.canvases = canvases;
    this.deltas = deltas;
  }

  /** Holds a block of the region at a time, and the deltas in files. */
  public void run(StorageTask.Reassemble task) throws IOException {
    canvases.requireThere(task.canvas());
    try (Fetched fetched = new Fetched(task.pieces())) {
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

  /** The deltas of a region, all on their way as soon as it is begun. */
  private final class Fetched implements AutoCloseable {
    private final Map<Piece, CompletableFuture<FileDelta>> files = new HashMap<>();

    Fetched(List<Piece> pieces) {
      pieces.forEach(
          piece -> files.put(piece, CompletableFuture.supplyAsync(() -> fetched(piece), fetchers)));
    }

    private FileDelta fetched(Piece piece) {
      try {
        return deltas.fetch(piece);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Delta of(Piece piece) {
      try {
        return files.get(piece).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    /** Of those that are still on their way, the files go when they are there. */
    @Override
    public void close() {
      files.values().forEach(file -> file.thenAccept(FileDelta::close));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deltas");
    thread.setDaemon(true);
    return thread;
  }
}

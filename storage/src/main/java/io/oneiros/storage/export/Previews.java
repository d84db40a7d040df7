package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.storage.region.Resample;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Small pictures of canvases: sRGB PNGs, made while other work on the same canvas is done, so that
 * a dream waits for none. The same canvas gives the same bytes. Memory is a strip of the canvas and
 * the preview, for two at a time.
 */
public final class Previews {
  private static final int AT_ONCE = 2;

  /** Columns of the canvas that are read at a time, and a few more. */
  private static final int COLUMNS = 512;

  private final ObjectStore objects;
  private final CanvasStore canvases;
  private final ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, Previews::thread);

  /** What is done meanwhile. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  public Previews(ObjectStore objects, CanvasStore canvases) {
    this.objects = objects;
    this.canvases = canvases;
  }

  /**
   * Does the work and makes a preview; whatever fails, neither is on its way any more then.
   *
   * @param canvas its prefix
   * @param size the canvas's
   * @param key where the preview is put; null for none
   * @return what comes of the work, once the preview is in the store
   */
  public <T> T beside(String canvas, Size size, String key, Work<T> work) throws IOException {
    if (key == null) {
      return work.run();
    }
    CompletableFuture<Void> preview =
        CompletableFuture.runAsync(() -> put(canvas, size, key), pool);
    T result;
    try {
      result = work.run();
    } finally {
      // Where the work has failed, what becomes of the preview is of no interest but that it ends.
      preview.handle((done, failure) -> done).join();
    }
    await(preview);
    return result;
  }

  private void put(String canvas, Size size, String key) {
    Size small = size.atMost(StorageTask.PREVIEW_SIDE);
    byte[] png = Png.of(reduced(canvas, size, small), small.width(), null);
    // Last of all: chunks of a canvas that has been deleted may be read still.
    canvases.requireThere(canvas);
    objects.put(key, png, "image/png");
  }

  /** Rows of {@code RGBRGB...}. */
  private byte[] reduced(String canvas, Size from, Size to) {
    SrgbSamples samples = new SrgbSamples();
    byte[] rgb = new byte[Planes.CHANNELS * to.width() * to.height()];
    int columns = Math.max(1, (int) ((long) COLUMNS * to.width() / from.width()));
    for (int x = 0; x < to.width(); x += columns) {
      Rect band = new Rect(x, 0, columns, to.height()).intersection(to.whole());
      Planes part = new Resample(from, to, band).of(new CanvasRows(canvases, canvas, from));
      samples.write(part, rgb, x, to.width());
    }
    return rgb;
  }

  private static void await(CompletableFuture<Void> preview) {
    try {
      preview.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "previews");
    thread.setDaemon(true);
    return thread;
  }
}

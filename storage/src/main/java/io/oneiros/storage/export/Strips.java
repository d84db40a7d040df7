package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ChunkGrid;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is shown of a dream as rows of 8-bit samples, read strip by strip: the picture's width, and
 * a chunk high, but for a very wide picture, of which chunks are read once for each of a few
 * strips. For one reader, which goes from top to bottom, once.
 */
final class Strips {
  /** Chunks read at a time: a strip of a wide picture as floats would be four times the strip. */
  private static final int CHUNKS = 2;

  /** Bytes of a strip, unless a row alone has more. */
  private static final int MOST = 16 << 20;

  private final CanvasStore canvases;
  private final StorageTask.Export task;
  private final Size chunk;
  private final int rows;
  private final Samples samples;
  private final Change change = new Change();
  private final Optional<ZoomLevel> zoom;
  private byte[] strip;
  private int top = -1;

  /**
   * @param zoom that is to be shown every row
   */
  Strips(CanvasStore canvases, StorageTask.Export task, Samples samples, Optional<ZoomLevel> zoom) {
    this.canvases = canvases;
    this.task = task;
    this.chunk = new ChunkGrid(task.picture()).chunk();
    this.rows = rows(task.picture().width(), chunk.height());
    this.samples = samples;
    this.zoom = zoom;
  }

  /** How high strips are; halved, so that none lies across two rows of chunks if these are even. */
  static int rows(int width, int chunk) {
    int rows = chunk;
    while (rows > 1 && (long) Planes.CHANNELS * width * rows > MOST) {
      rows /= 2;
    }
    return rows;
  }

  Size picture() {
    return task.picture();
  }

  /** A row as RGBRGB... */
  byte[] row(int y) {
    int wanted = y / rows * rows;
    if (wanted != top) {
      strip = read(wanted);
      top = wanted;
    }
    int length = Planes.CHANNELS * picture().width();
    byte[] row = new byte[length];
    System.arraycopy(strip, (y - top) * length, row, 0, length);
    return row;
  }

  /** {@link Change#mean} over the rows read. */
  double change() {
    return change.mean();
  }

  private byte[] read(int y) {
    int width = picture().width();
    int height = Math.min(rows, picture().height() - y);
    int columns = CHUNKS * chunk.width();
    byte[] result = new byte[Math.toIntExact((long) Planes.CHANNELS * width * height)];
    for (int x = 0; x < width; x += columns) {
      Rect part = new Rect(x, y, columns, height).intersection(picture().whole());
      Planes shown = canvases.scanRegion(task.canvas(), picture(), part);
      Planes source = canvases.scanRegion(task.source(), picture(), part);
      Finishing.apply(task.finish(), shown, source);
      change.add(shown, source);
      samples.write(shown, result, x, width);
    }
    zoom.ifPresent(level -> show(level, result, height));
    return result;
  }

  private void show(ZoomLevel level, byte[] strip, int height) {
    int length = strip.length / height;
    for (int y = 0; y < height; y++) {
      level.add(Arrays.copyOfRange(strip, y * length, (y + 1) * length));
    }
  }
}

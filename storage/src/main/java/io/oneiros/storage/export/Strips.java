package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ChunkGrid;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;

/**
 * A canvas as rows of 8-bit RGB, read strip by strip: a chunk high, the picture's width. For one
 * reader, which goes from top to bottom.
 */
final class Strips {
  /** Columns read at a time: a strip of a wide picture as floats would be four times the strip. */
  private static final int COLUMNS = 8 * ChunkGrid.SIDE;

  private final CanvasStore canvases;
  private final String canvas;
  private final Size picture;
  private byte[] strip;
  private int top = -1;

  Strips(CanvasStore canvases, String canvas, Size picture) {
    this.canvases = canvases;
    this.canvas = canvas;
    this.picture = picture;
  }

  Size picture() {
    return picture;
  }

  /** A row as RGBRGB...; values are rounded half up. */
  byte[] row(int y) {
    int wanted = y / ChunkGrid.SIDE * ChunkGrid.SIDE;
    if (wanted != top) {
      strip = read(wanted);
      top = wanted;
    }
    int length = Planes.CHANNELS * picture.width();
    byte[] row = new byte[length];
    System.arraycopy(strip, (y - top) * length, row, 0, length);
    return row;
  }

  private byte[] read(int y) {
    int height = Math.min(ChunkGrid.SIDE, picture.height() - y);
    byte[] result = new byte[Math.toIntExact((long) Planes.CHANNELS * picture.width() * height)];
    for (int x = 0; x < picture.width(); x += COLUMNS) {
      Rect part = new Rect(x, y, COLUMNS, height).intersection(picture.whole());
      interleave(canvases.readRegion(canvas, picture, part), x, result);
    }
    return result;
  }

  private void interleave(Planes part, int left, byte[] result) {
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        int from = part.index(c, 0, y);
        int to = (y * picture.width() + left) * Planes.CHANNELS + c;
        for (int x = 0; x < part.width(); x++) {
          result[to + x * Planes.CHANNELS] = eightBit(part.values()[from + x]);
        }
      }
    }
  }

  static byte eightBit(float value) {
    return (byte) Math.floor(Math.min(1, Math.max(0, value)) * 255.0 + 0.5);
  }
}

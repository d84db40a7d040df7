package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.DeepZoom;

/**
 * One level of a {@link DeepZoom} being made: rows go in from top to bottom, tiles come out as soon
 * as their rows are there, and half as many rows go on to the level below. Memory is one row of
 * tiles a level, 4/3 of one in all where the picture is square.
 */
final class ZoomLevel {
  private final int level;
  private final int width;
  private final Tiles tiles;
  private final ZoomLevel below;
  private final byte[][] rows = new byte[DeepZoom.TILE][];
  private int filled;
  private int tileRow;

  /** Takes a tile. */
  @FunctionalInterface
  interface Tiles {
    /**
     * @param rgb rows of {@code RGBRGB...}
     */
    void take(int level, int column, int row, byte[] rgb, int width);
  }

  /**
   * @param width of the level in pixels
   */
  ZoomLevel(int level, int width, Tiles tiles) {
    this.level = level;
    this.width = width;
    this.tiles = tiles;
    this.below = level == 0 ? null : new ZoomLevel(level - 1, (width + 1) / 2, tiles);
  }

  /**
   * @param row {@code RGBRGB...}; belongs to this from now on
   */
  void add(byte[] row) {
    rows[filled++] = row;
    if (filled == DeepZoom.TILE) {
      flush();
    }
  }

  /** To be called after the last row. */
  void end() {
    if (filled > 0) {
      flush();
    }
    if (below != null) {
      below.end();
    }
  }

  private void flush() {
    for (int left = 0; left < width; left += DeepZoom.TILE) {
      int across = Math.min(DeepZoom.TILE, width - left);
      byte[] tile = new byte[Planes.CHANNELS * across * filled];
      for (int y = 0; y < filled; y++) {
        System.arraycopy(
            rows[y],
            Planes.CHANNELS * left,
            tile,
            Planes.CHANNELS * across * y,
            Planes.CHANNELS * across);
      }
      tiles.take(level, left / DeepZoom.TILE, tileRow, tile, across);
    }
    tileRow++;
    for (int y = 0; y < filled && below != null; y += 2) {
      below.add(halved(rows[y], rows[Math.min(y + 1, filled - 1)]));
    }
    filled = 0;
  }

  /** The mean of each two by two pixels, of fewer at the border; rounded half up. */
  private byte[] halved(byte[] upper, byte[] lower) {
    byte[] row = new byte[Planes.CHANNELS * ((width + 1) / 2)];
    for (int i = 0; i < row.length; i++) {
      int channel = i % Planes.CHANNELS;
      int left = 2 * (i - channel) + channel;
      int right = left + Planes.CHANNELS < upper.length ? left + Planes.CHANNELS : left;
      int sum =
          (upper[left] & 255) + (upper[right] & 255) + (lower[left] & 255) + (lower[right] & 255);
      row[i] = (byte) (sum + 2 >> 2);
    }
    return row;
  }
}

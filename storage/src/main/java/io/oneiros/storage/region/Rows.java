package io.oneiros.storage.region;

import io.oneiros.canvas.Planes;

/** A picture that can be read row by row, from top to bottom. */
@FunctionalInterface
public interface Rows {
  /**
   * Reads a part of a row.
   *
   * @param row of {@code 3 * width} values, [3, width]
   */
  void read(int y, int left, int width, float[] row);

  /** Planes whose top left pixel is at a place in the picture. */
  static Rows of(Planes planes, int x, int y) {
    return (at, left, width, row) -> {
      for (int c = 0; c < Planes.CHANNELS; c++) {
        System.arraycopy(planes.values(), planes.index(c, left - x, at - y), row, c * width, width);
      }
    };
  }
}

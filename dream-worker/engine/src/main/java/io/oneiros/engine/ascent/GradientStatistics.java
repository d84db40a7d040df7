package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;

/**
 * Sums over one step's raw gradient on a tile's core, all channels. They add up over disjoint tiles
 * to those of the picture.
 *
 * @param sumAbs of |g|, in units of the objective per 1/255
 * @param sumSquares of g squared
 * @param count of values
 */
public record GradientStatistics(double sumAbs, double sumSquares, long count) {

  /** Over {@code area} of a gradient; in double, by channel, row and column, so always alike. */
  static GradientStatistics of(Picture gradient, Area area) {
    double abs = 0;
    double squares = 0;
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = area.y(); y < area.bottom(); y++) {
        int row = gradient.index(c, y, 0);
        for (int x = area.x(); x < area.right(); x++) {
          double g = gradient.values()[row + x];
          abs += Math.abs(g);
          squares += g * g;
        }
      }
    }
    return new GradientStatistics(
        abs, squares, (long) Picture.CHANNELS * area.width() * area.height());
  }

  public double meanAbs() {
    return sumAbs / count;
  }
}

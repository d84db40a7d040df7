package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;

/**
 * Sums over one step's gradient on a tile's core, all channels: after penalties and blur, before
 * mask and luminance. They add up over disjoint tiles to those of the picture.
 *
 * @param sum of g, in units of the objective per 1/255
 * @param sumAbs of |g|
 * @param sumSquares of g squared
 * @param count of values
 */
public record GradientStatistics(double sum, double sumAbs, double sumSquares, long count) {

  /** Over {@code area} of a gradient; in double, by channel, row and column, so always alike. */
  static GradientStatistics of(Picture gradient, Area area) {
    double sum = 0;
    double abs = 0;
    double squares = 0;
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = area.y(); y < area.bottom(); y++) {
        int row = gradient.index(c, y, 0);
        for (int x = area.x(); x < area.right(); x++) {
          double g = gradient.values()[row + x];
          sum += g;
          abs += Math.abs(g);
          squares += g * g;
        }
      }
    }
    return new GradientStatistics(
        sum, abs, squares, (long) Picture.CHANNELS * area.width() * area.height());
  }

  /** Of this part and a disjoint one together. */
  public GradientStatistics plus(GradientStatistics other) {
    return new GradientStatistics(
        sum + other.sum, sumAbs + other.sumAbs, sumSquares + other.sumSquares, count + other.count);
  }

  /**
   * With n the count: {@code MEAN_ABS = sumAbs / n}, {@code RMS = sqrt(sumSquares / n)}, {@code
   * DEVIATION = sqrt(sumSquares / n - (sum / n)^2)}; a variance below {@code 1e-12 sumSquares / n}
   * is the rounding of these sums, and 0.
   */
  public double norm(Norm.Scalar norm) {
    return switch (norm) {
      case MEAN_ABS -> sumAbs / count;
      case DEVIATION -> {
        double mean = sum / count;
        double variance = sumSquares / count - mean * mean;
        yield variance > 1e-12 * sumSquares / count ? Math.sqrt(variance) : 0;
      }
      case RMS -> Math.sqrt(sumSquares / count);
    };
  }

  public double meanAbs() {
    return norm(Norm.Scalar.MEAN_ABS);
  }
}

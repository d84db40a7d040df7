package io.oneiros.engine.image;

/**
 * Gaussian blur, one axis after the other, cut off at 4 sigma and brought to sum 1; borders reflect
 * ({@link Reflection}). Each value is added up in float from the middle outwards, so equal
 * neighbourhoods give equal bits wherever in a picture they are.
 */
public final class Gaussian {
  /** Beyond it lies 0.006 % of the bell. */
  private static final double CUT = 4;

  private Gaussian() {}

  /**
   * @param sigma in pixels, at least 0
   * @return a new picture; the same object for a sigma of 0
   */
  public static Picture blurred(Picture picture, double sigma) {
    if (!(sigma >= 0 && Double.isFinite(sigma))) {
      throw new IllegalArgumentException(
          "sigma is " + sigma + "; it must be finite and at least 0");
    }
    if (sigma == 0) {
      return picture;
    }
    float[] weights = weights(sigma);
    return columns(rows(picture, weights), weights);
  }

  /** The bell's right half, its middle, which {@link #add} takes twice, halved and first. */
  private static float[] weights(double sigma) {
    double[] bell = new double[1 + (int) Math.ceil(CUT * sigma)];
    double sum = 0;
    for (int k = 0; k < bell.length; k++) {
      // StrictMath: the same bits on every machine.
      bell[k] = StrictMath.exp(-0.5 * k * k / (sigma * sigma));
      sum += k == 0 ? bell[k] : 2 * bell[k];
    }
    float[] weights = new float[bell.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) (k == 0 ? bell[k] / sum / 2 : bell[k] / sum);
    }
    return weights;
  }

  private static Picture rows(Picture from, float[] weights) {
    Picture to = Picture.blank(from.width(), from.height());
    int width = from.width();
    int radius = weights.length - 1;
    float[] padded = new float[width + 2 * radius];
    float[] before = new float[width];
    float[] after = new float[width];
    for (int row = 0; row < Picture.CHANNELS * from.height(); row++) {
      pad(from, row, radius, padded);
      float[] sums = new float[width];
      for (int k = 0; k <= radius; k++) {
        System.arraycopy(padded, radius - k, before, 0, width);
        System.arraycopy(padded, radius + k, after, 0, width);
        add(sums, weights[k], before, after);
      }
      System.arraycopy(sums, 0, to.values(), row * width, width);
    }
    return to;
  }

  private static void pad(Picture from, int row, int radius, float[] padded) {
    int start = row * from.width();
    System.arraycopy(from.values(), start, padded, radius, from.width());
    for (int k = 0; k < radius; k++) {
      padded[k] = from.values()[start + Reflection.index(k - radius, from.width())];
      int behind = from.width() + k;
      padded[radius + behind] = from.values()[start + Reflection.index(behind, from.width())];
    }
  }

  private static Picture columns(Picture from, float[] weights) {
    Picture to = Picture.blank(from.width(), from.height());
    float[][] rows = new float[from.height()][from.width()];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < rows.length; y++) {
        System.arraycopy(from.values(), from.index(c, y, 0), rows[y], 0, from.width());
      }
      for (int y = 0; y < rows.length; y++) {
        float[] sums = new float[from.width()];
        for (int k = 0; k < weights.length; k++) {
          float[] above = rows[Reflection.index(y - k, rows.length)];
          float[] below = rows[Reflection.index(y + k, rows.length)];
          add(sums, weights[k], above, below);
        }
        System.arraycopy(sums, 0, to.values(), to.index(c, y, 0), from.width());
      }
    }
    return to;
  }

  /**
   * Both sides of the bell at once. Arrays from 0 on, for only these does Java compute in vectors.
   */
  private static void add(float[] sums, float weight, float[] before, float[] after) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += weight * (before[x] + after[x]);
    }
  }
}

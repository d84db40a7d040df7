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

  /** The bell's right half, its middle first. */
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
      weights[k] = (float) (bell[k] / sum);
    }
    return weights;
  }

  private static Picture rows(Picture from, float[] weights) {
    Picture to = Picture.blank(from.width(), from.height());
    int radius = weights.length - 1;
    float[] padded = new float[from.width() + 2 * radius];
    for (int row = 0; row < Picture.CHANNELS * from.height(); row++) {
      int start = row * from.width();
      System.arraycopy(from.values(), start, padded, radius, from.width());
      for (int k = 1; k <= radius; k++) {
        padded[radius - k] = from.values()[start + Reflection.index(-k, from.width())];
        int behind = from.width() - 1 + k;
        padded[radius + behind] = from.values()[start + Reflection.index(behind, from.width())];
      }
      for (int k = 0; k <= radius; k++) {
        add(to.values(), start, from.width(), weights[k], padded, radius - k, radius + k);
      }
    }
    return to;
  }

  private static Picture columns(Picture from, float[] weights) {
    Picture to = Picture.blank(from.width(), from.height());
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < from.height(); y++) {
        for (int k = 0; k < weights.length; k++) {
          int above = from.index(c, Reflection.index(y - k, from.height()), 0);
          int below = from.index(c, Reflection.index(y + k, from.height()), 0);
          add(
              to.values(),
              to.index(c, y, 0),
              from.width(),
              weights[k],
              from.values(),
              above,
              below);
        }
      }
    }
    return to;
  }

  /** The two sides of the bell at once; its middle, where they are one, counts once. */
  private static void add(
      float[] to, int start, int count, float weight, float[] from, int before, int after) {
    float each = before == after ? weight / 2 : weight;
    for (int x = 0; x < count; x++) {
      to[start + x] += each * (from[before + x] + from[after + x]);
    }
  }
}

package io.oneiros.engine.image;

import java.util.Arrays;

/**
 * Bilinear resampling, antialiased when shrinking: each axis is filtered with a triangle as wide as
 * the larger of one old and one new pixel, its weights brought to sum 1 at the borders. Equals
 * PyTorch's {@code interpolate(mode="bilinear", align_corners=False, antialias=True)} but for
 * rounding. Sums are made in double, in a fixed order.
 */
public final class Resample {
  private Resample() {}

  /** The picture at another size; the same object if that is its size already. */
  public static Picture to(Picture picture, int width, int height) {
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    return columns(rows(picture, width), height);
  }

  private static Picture rows(Picture from, int width) {
    Taps taps = Taps.of(from.width(), width);
    Picture to = Picture.blank(width, from.height());
    float[] in = from.values();
    float[] out = to.values();
    for (int row = 0; row < Picture.CHANNELS * from.height(); row++) {
      for (int x = 0; x < width; x++) {
        int first = row * from.width() + taps.first[x];
        double sum = 0;
        for (int k = 0; k < taps.weights[x].length; k++) {
          sum += taps.weights[x][k] * in[first + k];
        }
        out[row * width + x] = (float) sum;
      }
    }
    return to;
  }

  private static Picture columns(Picture from, int height) {
    Taps taps = Taps.of(from.height(), height);
    Picture to = Picture.blank(from.width(), height);
    double[] sums = new double[from.width()];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < height; y++) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < taps.weights[y].length; k++) {
          int row = from.index(c, taps.first[y] + k, 0);
          for (int x = 0; x < sums.length; x++) {
            sums[x] += taps.weights[y][k] * from.values()[row + x];
          }
        }
        for (int x = 0; x < sums.length; x++) {
          to.values()[to.index(c, y, x)] = (float) sums[x];
        }
      }
    }
    return to;
  }

  /** For each new pixel the first old pixel it is made from, and the weights from there on. */
  private record Taps(int[] first, double[][] weights) {
    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double radius = Math.max(1, scale);
      int[] first = new int[to];
      double[][] weights = new double[to][];
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (center - radius + 0.5));
        int end = Math.min(from, (int) (center + radius + 0.5));
        first[i] = begin;
        weights[i] = triangle(begin, end, center, radius);
      }
      return new Taps(first, weights);
    }

    private static double[] triangle(int begin, int end, double center, double radius) {
      double[] weights = new double[end - begin];
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.max(0, 1 - Math.abs(begin + k + 0.5 - center) / radius);
        sum += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= sum;
      }
      return weights;
    }
  }
}

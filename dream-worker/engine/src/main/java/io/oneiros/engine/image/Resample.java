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
    return new Picture(
        width, height, planes(picture.values(), picture.width(), picture.height(), width, height));
  }

  /**
   * The transpose of {@link #to} as a linear map: the gradient with respect to a picture of this
   * size, from that with respect to what it becomes at the gradient's size.
   */
  public static Picture adjoint(Picture gradient, int width, int height) {
    if (gradient.width() == width && gradient.height() == height) {
      return gradient;
    }
    Taps down = Taps.of(height, gradient.height());
    Taps across = Taps.of(width, gradient.width());
    Picture result = Picture.blank(width, height);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      double[] sums = new double[width * height];
      for (int y = 0; y < gradient.height(); y++) {
        double[] row = new double[width];
        for (int x = 0; x < gradient.width(); x++) {
          for (int k = 0; k < across.weights[x].length; k++) {
            row[across.first[x] + k] += across.weights[x][k] * gradient.at(c, y, x);
          }
        }
        for (int k = 0; k < down.weights[y].length; k++) {
          for (int x = 0; x < width; x++) {
            sums[(down.first[y] + k) * width + x] += down.weights[y][k] * row[x];
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        result.values()[c * sums.length + i] = (float) sums[i];
      }
    }
    return result;
  }

  /** Any number of planes of {@code oldWidth x oldHeight}, each at another size. */
  static float[] planes(float[] from, int oldWidth, int oldHeight, int width, int height) {
    return columns(rows(from, oldWidth, width), width, oldHeight, height);
  }

  private static float[] rows(float[] in, int oldWidth, int width) {
    Taps taps = Taps.of(oldWidth, width);
    float[] out = new float[Math.multiplyExact(in.length / oldWidth, width)];
    for (int row = 0; row < in.length / oldWidth; row++) {
      for (int x = 0; x < width; x++) {
        int first = row * oldWidth + taps.first[x];
        double sum = 0;
        for (int k = 0; k < taps.weights[x].length; k++) {
          sum += taps.weights[x][k] * in[first + k];
        }
        out[row * width + x] = (float) sum;
      }
    }
    return out;
  }

  private static float[] columns(float[] in, int width, int oldHeight, int height) {
    Taps taps = Taps.of(oldHeight, height);
    int planes = in.length / width / oldHeight;
    float[] out = new float[Math.multiplyExact(planes * width, height)];
    double[] sums = new double[width];
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < height; y++) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < taps.weights[y].length; k++) {
          int row = (plane * oldHeight + taps.first[y] + k) * width;
          for (int x = 0; x < sums.length; x++) {
            sums[x] += taps.weights[y][k] * in[row + x];
          }
        }
        int to = (plane * height + y) * width;
        for (int x = 0; x < sums.length; x++) {
          out[to + x] = (float) sums[x];
        }
      }
    }
    return out;
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

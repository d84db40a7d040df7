package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Reflection;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Laplacian pyramids (Burt and Adelson 1983) with the kernel [1 4 6 4 1] / 16 on each axis; borders
 * reflect. {@link #enlarged} of {@link #halved} keeps what is constant as it is.
 */
final class Pyramid {
  /** A band weaker than this part of the gradient is its rounding, and left away. */
  private static final double ROUNDING = 1e-6;

  private Pyramid() {}

  /** The gradient with each of its {@code bands + 1} bands divided by its rms, added up again. */
  static Picture normalised(Picture gradient, int bands) {
    double least = ROUNDING * rms(gradient);
    Deque<Picture> fine = new ArrayDeque<>();
    Picture coarse = gradient;
    for (int i = 0; i < bands; i++) {
      Picture half = halved(coarse);
      fine.push(unit(coarse.minus(enlarged(half, coarse.width(), coarse.height())), least));
      coarse = half;
    }
    Picture sum = unit(coarse, least);
    for (Picture band : fine) {
      sum = enlarged(sum, band.width(), band.height()).plus(band);
    }
    return sum;
  }

  /** Smoothed, and of every second row and column. */
  static Picture halved(Picture picture) {
    return halvedColumns(halvedRows(picture));
  }

  /** Twice as wide and high, less one where the size is odd. */
  static Picture enlarged(Picture picture, int width, int height) {
    return enlargedColumns(enlargedRows(picture, width), height);
  }

  private static Picture halvedRows(Picture from) {
    int width = from.width();
    Picture to = Picture.blank((width + 1) / 2, from.height());
    float[] padded = new float[width + 5];
    for (int row = 0; row < Picture.CHANNELS * from.height(); row++) {
      pad(from, row, 2, padded);
      for (int x = 0; x < to.width(); x++) {
        int i = 2 * x;
        to.values()[row * to.width() + x] =
            (padded[i] + padded[i + 4] + 4 * (padded[i + 1] + padded[i + 3]) + 6 * padded[i + 2])
                / 16;
      }
    }
    return to;
  }

  private static Picture halvedColumns(Picture from) {
    Picture to = Picture.blank(from.width(), (from.height() + 1) / 2);
    float[] in = from.values();
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < to.height(); y++) {
        int far = row(from, c, 2 * y - 2);
        int above = row(from, c, 2 * y - 1);
        int at = row(from, c, 2 * y);
        int below = row(from, c, 2 * y + 1);
        int deep = row(from, c, 2 * y + 2);
        int out = to.index(c, y, 0);
        for (int x = 0; x < to.width(); x++) {
          to.values()[out + x] =
              (in[far + x] + in[deep + x] + 4 * (in[above + x] + in[below + x]) + 6 * in[at + x])
                  / 16;
        }
      }
    }
    return to;
  }

  private static Picture enlargedRows(Picture from, int width) {
    Picture to = Picture.blank(width, from.height());
    float[] padded = new float[from.width() + 2];
    for (int row = 0; row < Picture.CHANNELS * from.height(); row++) {
      pad(from, row, 1, padded);
      for (int x = 0; x < width; x++) {
        int i = x / 2;
        to.values()[row * width + x] =
            x % 2 == 0
                ? (padded[i] + 6 * padded[i + 1] + padded[i + 2]) / 8
                : (padded[i + 1] + padded[i + 2]) / 2;
      }
    }
    return to;
  }

  private static Picture enlargedColumns(Picture from, int height) {
    Picture to = Picture.blank(from.width(), height);
    float[] in = from.values();
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < height; y++) {
        int above = row(from, c, y / 2 - 1);
        int at = row(from, c, y / 2);
        int below = row(from, c, y / 2 + 1);
        int out = to.index(c, y, 0);
        for (int x = 0; x < to.width(); x++) {
          to.values()[out + x] =
              y % 2 == 0
                  ? (in[above + x] + 6 * in[at + x] + in[below + x]) / 8
                  : (in[at + x] + in[below + x]) / 2;
        }
      }
    }
    return to;
  }

  /** Where the row, or its reflection, begins. */
  private static int row(Picture picture, int channel, int y) {
    return picture.index(channel, Reflection.index(y, picture.height()), 0);
  }

  private static void pad(Picture from, int row, int before, float[] padded) {
    System.arraycopy(from.values(), row * from.width(), padded, before, from.width());
    for (int i = 0; i < padded.length; i++) {
      if (i < before || i >= before + from.width()) {
        int x = Reflection.index(i - before, from.width());
        padded[i] = from.values()[row * from.width() + x];
      }
    }
  }

  private static Picture unit(Picture band, double least) {
    double rms = rms(band);
    Picture unit = Picture.blank(band.width(), band.height());
    if (rms > least) {
      for (int i = 0; i < unit.values().length; i++) {
        unit.values()[i] = (float) (band.values()[i] / rms);
      }
    }
    return unit;
  }

  private static double rms(Picture picture) {
    return GradientStatistics.of(picture, picture.whole()).norm(Norm.Scalar.RMS);
  }
}

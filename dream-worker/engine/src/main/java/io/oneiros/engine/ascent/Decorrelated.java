package io.oneiros.engine.ascent;

import io.oneiros.engine.image.DecorrelatedColour;
import io.oneiros.engine.image.Picture;
import java.util.Random;

/**
 * Variables z, [3][{@code basis.size()}], that are climbed in place of a picture's values: {@code
 * picture = sigmoid(M basis.plane(z))}, M being {@link DecorrelatedColour}'s matrix. Every z makes
 * a picture inside 0..1, so nothing is ever clipped. After lucid's {@code param.image} (Olah,
 * Mordvintsev and Schubert 2017).
 *
 * @param basis {@link Spectrum}, or {@link Pixels} for decorrelated colour alone
 */
public record Decorrelated(Basis basis) implements Parametrisation {
  /** A picture's values are brought into this..1 - this: at 0 and 1 the sigmoid has no inverse. */
  private static final double LEAST = 1 / 255.0;

  private static final double NOISE = 0.01;

  @Override
  public Picture decode(double[][] z) {
    return picture(values(z));
  }

  @Override
  public double[][] pullback(double[][] z, Picture decoded, Picture gradient) {
    return pullback(planes(decoded), planes(gradient));
  }

  @Override
  public Mover mover(double[][] z, double rate) {
    return new Moments(rate, z.length, basis.size());
  }

  /**
   * Variables that make this picture, within rounding where its values are in 1/255..254/255.
   *
   * @throws IllegalArgumentException if it has not the basis' size
   */
  public double[][] encode(Picture picture) {
    if (picture.width() != basis.width() || picture.height() != basis.height()) {
      throw new IllegalArgumentException(
          "%s is not of the basis' size, %d x %d"
              .formatted(picture, basis.width(), basis.height()));
    }
    double[][] rgb = planes(picture);
    for (double[] plane : rgb) {
      for (int i = 0; i < plane.length; i++) {
        double value = Math.min(1 - LEAST, Math.max(LEAST, plane[i]));
        plane[i] = Math.log(value / (1 - value));
      }
    }
    double[][] z = DecorrelatedColour.fromRgb(rgb);
    for (int c = 0; c < z.length; c++) {
      z[c] = basis.variables(z[c]);
    }
    return z;
  }

  /** Gaussian noise of mean 0 and deviation 0.01; the same for a seed on every Java version. */
  public double[][] noise(long seed) {
    Random random = new Random(seed);
    double[][] z = new double[Picture.CHANNELS][basis.size()];
    for (double[] plane : z) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = NOISE * random.nextGaussian();
      }
    }
    return z;
  }

  double[][] values(double[][] z) {
    double[][] planes = new double[z.length][];
    for (int c = 0; c < z.length; c++) {
      planes[c] = basis.plane(z[c]);
    }
    double[][] rgb = DecorrelatedColour.toRgb(planes);
    for (double[] plane : rgb) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = 1 / (1 + Math.exp(-plane[i]));
      }
    }
    return rgb;
  }

  double[][] pullback(double[][] values, double[][] gradient) {
    double[][] slopes = new double[values.length][values[0].length];
    for (int c = 0; c < slopes.length; c++) {
      for (int i = 0; i < slopes[c].length; i++) {
        slopes[c][i] = gradient[c][i] * values[c][i] * (1 - values[c][i]);
      }
    }
    double[][] z = DecorrelatedColour.adjoint(slopes);
    for (int c = 0; c < z.length; c++) {
      z[c] = basis.adjoint(z[c]);
    }
    return z;
  }

  private Picture picture(double[][] planes) {
    Picture picture = Picture.blank(basis.width(), basis.height());
    for (int c = 0; c < planes.length; c++) {
      int from = picture.index(c, 0, 0);
      for (int i = 0; i < planes[c].length; i++) {
        picture.values()[from + i] = (float) planes[c][i];
      }
    }
    return picture;
  }

  private static double[][] planes(Picture picture) {
    double[][] planes = new double[Picture.CHANNELS][picture.width() * picture.height()];
    for (int c = 0; c < planes.length; c++) {
      int from = picture.index(c, 0, 0);
      for (int i = 0; i < planes[c].length; i++) {
        planes[c][i] = picture.values()[from + i];
      }
    }
    return planes;
  }
}

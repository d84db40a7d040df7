package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Fourier;

/**
 * The Fourier coefficients of a plane, each in units of what natural pictures have at its
 * frequency: {@code plane = irfft2(S z) / 4} with {@code S = sqrt(width height) / max(f, 1 /
 * max(width, height))}, f in cycles a pixel. A step of equal size in each variable is one of equal
 * energy in each octave, where in pixels the finest would drown all others (Olah, Mordvintsev and
 * Schubert 2017, "Feature Visualization"; the scale is lucid's, its {@code decay_power} being 1).
 *
 * <p>Variables are [height, width / 2 + 1, 2], see {@link Fourier}.
 */
public final class Spectrum implements Basis {
  private final int width;
  private final int height;
  private final Fourier fourier;
  private final double[] scale;

  public Spectrum(int width, int height) {
    this.width = width;
    this.height = height;
    this.fourier = new Fourier(width, height);
    this.scale = scale(width, height, fourier.bins());
  }

  private static double[] scale(int width, int height, int bins) {
    double[] scale = new double[Math.multiplyExact(2 * bins, height)];
    for (int k = 0; k < height; k++) {
      double vertical = (double) Math.min(k, height - k) / height;
      for (int l = 0; l < bins; l++) {
        double f = Math.hypot(vertical, (double) l / width);
        double s = Math.sqrt((double) width * height) / Math.max(f, 1.0 / Math.max(width, height));
        scale[2 * (k * bins + l)] = s / 4;
        scale[2 * (k * bins + l) + 1] = s / 4;
      }
    }
    return scale;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int size() {
    return scale.length;
  }

  @Override
  public double[] plane(double[] variables) {
    double[] spectrum = new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      spectrum[i] = scale[i] * variables[i];
    }
    return fourier.plane(spectrum);
  }

  @Override
  public double[] adjoint(double[] gradient) {
    double[] variables = fourier.adjoint(gradient);
    for (int i = 0; i < scale.length; i++) {
      variables[i] *= scale[i];
    }
    return variables;
  }

  @Override
  public double[] variables(double[] plane) {
    double[] variables = fourier.spectrum(plane);
    for (int i = 0; i < scale.length; i++) {
      variables[i] /= scale[i];
    }
    return variables;
  }
}

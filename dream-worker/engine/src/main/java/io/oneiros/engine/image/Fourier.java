package io.oneiros.engine.image;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The discrete Fourier transform of a real plane of any size, and back. A spectrum is the half that
 * decides a real plane, [height, width / 2 + 1, 2]: rows of vertical frequencies 0, 1, ..., -2, -1,
 * columns of horizontal ones from 0 up, real before imaginary part; so do PyTorch's and NumPy's
 * {@code rfft2}. All is in double and in one order of operations.
 */
public final class Fourier {
  private final int width;
  private final int height;
  private final DoubleFFT_1D rows;
  private final DoubleFFT_1D columns;

  public Fourier(int width, int height) {
    this.width = width;
    this.height = height;
    this.rows = new DoubleFFT_1D(width);
    this.columns = new DoubleFFT_1D(height);
  }

  /** Horizontal frequencies of a spectrum. */
  public int bins() {
    return width / 2 + 1;
  }

  /**
   * {@code rfft2}: z[k, l] = sum over y, x of plane[y, x] exp(-2 pi i (k y / height + l x /
   * width)).
   */
  public double[] spectrum(double[] plane) {
    double[] spectrum = new double[2 * height * bins()];
    double[] row = new double[2 * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[2 * x] = plane[y * width + x];
        row[2 * x + 1] = 0;
      }
      rows.complexForward(row);
      System.arraycopy(row, 0, spectrum, 2 * y * bins(), 2 * bins());
    }
    overColumns(spectrum, columns::complexForward);
    return spectrum;
  }

  /**
   * {@code irfft2}, the inverse of {@link #spectrum}: plane[y, x] = sum over k, l of share(l)
   * Re(z[k, l] exp(2 pi i (k y / height + l x / width))) / (width height). The share is 2 where the
   * other half holds the same frequency once more, else 1. Any numbers are a spectrum: what no real
   * plane has (an imaginary part of its mean, say) counts for nothing.
   */
  public double[] plane(double[] spectrum) {
    double[] shared = shared(spectrum);
    overColumns(shared, column -> columns.complexInverse(column, false));
    double[] plane = new double[width * height];
    double[] row = new double[2 * width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(shared, 2 * y * bins(), row, 0, 2 * bins());
      Arrays.fill(row, 2 * bins(), row.length, 0);
      rows.complexInverse(row, false);
      for (int x = 0; x < width; x++) {
        plane[y * width + x] = row[2 * x];
      }
    }
    return plane;
  }

  /**
   * The transpose of {@link #plane} as a linear map of real numbers: the gradient with respect to a
   * spectrum's real and imaginary parts, from that with respect to its plane.
   */
  public double[] adjoint(double[] gradient) {
    return shared(spectrum(gradient));
  }

  private double[] shared(double[] spectrum) {
    double[] shared = new double[spectrum.length];
    for (int i = 0; i < shared.length; i++) {
      int l = i / 2 % bins();
      boolean twice = l > 0 && 2 * l < width;
      shared[i] = spectrum[i] * (twice ? 2.0 : 1.0) / ((double) width * height);
    }
    return shared;
  }

  private interface Transform {
    void run(double[] complex);
  }

  private void overColumns(double[] spectrum, Transform transform) {
    double[] column = new double[2 * height];
    for (int l = 0; l < bins(); l++) {
      for (int k = 0; k < height; k++) {
        System.arraycopy(spectrum, 2 * (k * bins() + l), column, 2 * k, 2);
      }
      transform.run(column);
      for (int k = 0; k < height; k++) {
        System.arraycopy(column, 2 * k, spectrum, 2 * (k * bins() + l), 2);
      }
    }
  }
}

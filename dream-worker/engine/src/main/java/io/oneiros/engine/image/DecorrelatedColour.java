package io.oneiros.engine.image;

/**
 * Colour on axes along which natural pictures vary independently: light, blue against yellow, and
 * green against purple, roughly. What moves alike on each axis moves through natural colours; on
 * red, green and blue it makes a rainbow. The matrix is a square root of the covariance of
 * ImageNet's colours over its largest column norm (Olah, Mordvintsev and Schubert 2017, "Feature
 * Visualization"; its numbers are lucid's).
 *
 * <p>Three planes, [3][pixels], are mapped pixel by pixel, in double.
 */
public final class DecorrelatedColour {
  private static final double[][] TO_RGB =
      normalised(new double[][] {{.26, .09, .02}, {.27, 0, -.05}, {.27, -.09, .03}});
  private static final double[][] TRANSPOSED = transposed(TO_RGB);
  private static final double[][] FROM_RGB = inverse(TO_RGB);

  private DecorrelatedColour() {}

  /** Red, green and blue, from the three axes. */
  public static double[][] toRgb(double[][] planes) {
    return times(TO_RGB, planes);
  }

  /** The inverse of {@link #toRgb}. */
  public static double[][] fromRgb(double[][] planes) {
    return times(FROM_RGB, planes);
  }

  /** The transpose of {@link #toRgb}: a gradient on the axes, from one on red, green and blue. */
  public static double[][] adjoint(double[][] planes) {
    return times(TRANSPOSED, planes);
  }

  private static double[][] times(double[][] m, double[][] planes) {
    double[][] result = new double[m.length][planes[0].length];
    for (int i = 0; i < m.length; i++) {
      for (int p = 0; p < result[i].length; p++) {
        result[i][p] = m[i][0] * planes[0][p] + m[i][1] * planes[1][p] + m[i][2] * planes[2][p];
      }
    }
    return result;
  }

  private static double[][] normalised(double[][] m) {
    double largest = 0;
    for (double[] column : transposed(m)) {
      largest = Math.max(largest, Math.sqrt(dot(column, column)));
    }
    for (double[] row : m) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= largest;
      }
    }
    return m;
  }

  private static double[][] transposed(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  /**
   * Of three rows, by Cramer: its columns are the cross products of the rows over the determinant.
   */
  private static double[][] inverse(double[][] m) {
    double[][] crosses = {cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])};
    double determinant = dot(m[0], crosses[0]);
    double[][] inverse = transposed(crosses);
    for (double[] row : inverse) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= determinant;
      }
    }
    return inverse;
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}

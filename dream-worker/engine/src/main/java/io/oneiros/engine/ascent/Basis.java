package io.oneiros.engine.ascent;

/**
 * A linear, invertible change of variables of one plane, [height, width] in row-major order. What
 * is the same picture to a network may be near or far in other variables, and so easier or harder
 * to climb to.
 */
public sealed interface Basis permits Pixels, Spectrum {
  int width();

  int height();

  /** How many variables make a plane. */
  int size();

  /** The plane that these variables make. */
  double[] plane(double[] variables);

  /**
   * The transpose of {@link #plane}: a gradient in the variables, from one in the plane's values.
   */
  double[] adjoint(double[] gradient);

  /** Variables that make this plane. */
  double[] variables(double[] plane);
}

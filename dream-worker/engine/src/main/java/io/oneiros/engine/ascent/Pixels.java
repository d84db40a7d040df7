package io.oneiros.engine.ascent;

/** The plane's values themselves. */
public record Pixels(int width, int height) implements Basis {
  @Override
  public int size() {
    return Math.multiplyExact(width, height);
  }

  @Override
  public double[] plane(double[] variables) {
    return variables.clone();
  }

  @Override
  public double[] adjoint(double[] gradient) {
    return gradient.clone();
  }

  @Override
  public double[] variables(double[] plane) {
    return plane.clone();
  }
}

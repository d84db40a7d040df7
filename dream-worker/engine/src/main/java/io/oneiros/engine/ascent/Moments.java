package io.oneiros.engine.ascent;

/**
 * Adam (Kingma and Ba 2015), upwards: each variable moves by about the rate a step while its
 * gradient keeps its sign, by less while it swings. Decays .9 and .999, epsilon 1e-8.
 */
final class Moments implements Parametrisation.Mover {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double[][] first;
  private final double[][] second;
  private int steps;

  Moments(double rate, int planes, int size) {
    this.rate = rate;
    this.first = new double[planes][size];
    this.second = new double[planes][size];
  }

  @Override
  public void climb(double[][] z, double[][] gradient) {
    steps++;
    double step = rate / (1 - Math.pow(FIRST, steps));
    double unbias = 1 / (1 - Math.pow(SECOND, steps));
    for (int c = 0; c < z.length; c++) {
      for (int i = 0; i < z[c].length; i++) {
        double g = gradient[c][i];
        first[c][i] += (1 - FIRST) * (g - first[c][i]);
        second[c][i] += (1 - SECOND) * (g * g - second[c][i]);
        z[c][i] += step * first[c][i] / (Math.sqrt(second[c][i] * unbias) + EPSILON);
      }
    }
  }
}

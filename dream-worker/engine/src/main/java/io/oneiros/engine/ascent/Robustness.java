package io.oneiros.engine.ascent;

/**
 * What a picture is put through before each step, at random, so that only what survives it is worth
 * climbing to: patterns that hold under small changes look like things, others like noise (Olah,
 * Mordvintsev and Schubert 2017, "Feature Visualization").
 *
 * @param scale greatest enlargement, at least 1: a step's is log-uniform in 1 / scale..scale
 * @param degrees greatest turn, 0..180: a step's is uniform in -degrees..degrees
 * @param flip whether half the steps see left and right exchanged
 */
public record Robustness(double scale, double degrees, boolean flip) {
  public static final Robustness NONE = new Robustness(1, 0, false);

  /** The ranges of lucid's standard transforms. */
  public static final Robustness LUCID = new Robustness(1.1, 10, false);

  public Robustness {
    if (!(scale >= 1 && Double.isFinite(scale)) || !(degrees >= 0 && degrees <= 180)) {
      throw new IllegalArgumentException(
          "scale %s, degrees %s: at least 1 and 0..180 they must be".formatted(scale, degrees));
    }
  }
}

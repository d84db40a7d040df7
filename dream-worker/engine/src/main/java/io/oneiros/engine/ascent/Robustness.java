package io.oneiros.engine.ascent;

/**
 * What a picture is put through before each step, at random, so that only what survives it is worth
 * climbing to: patterns that hold under small changes look like things, others like noise (Olah,
 * Mordvintsev and Schubert 2017, "Feature Visualization").
 *
 * @param scale greatest enlargement, at least 1: a step's is log-uniform in 1 / scale..scale
 * @param degrees greatest turn, 0..180: a step's is uniform in -degrees..degrees
 * @param flip whether half the steps see left and right exchanged
 * @param pad greatest width of a grey frame around the picture, in pixels, about: where in a frame
 *     of twice that the picture lies is a step's chance
 */
public record Robustness(double scale, double degrees, boolean flip, int pad) {
  public static final Robustness NONE = new Robustness(1, 0, false, 0);

  /** The ranges of lucid's standard transforms. */
  public static final Robustness LUCID = new Robustness(1.1, 10, false, 12);

  public Robustness {
    if (!(scale >= 1 && Double.isFinite(scale)) || !(degrees >= 0 && degrees <= 180) || pad < 0) {
      throw new IllegalArgumentException(
          "scale %s, degrees %s, pad %d: at least 1, 0..180 and at least 0 they must be"
              .formatted(scale, degrees, pad));
    }
  }
}

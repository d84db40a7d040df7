package io.oneiros.engine.ascent;

import java.util.List;

/** What the gradient of a tile's step is divided by. */
final class Divisor {
  private Divisor() {}

  /**
   * @param statistics of the steps so far, this one's last
   * @throws AscentException if it would be 0
   */
  static double of(Tile tile, Norm.Scalar norm, List<GradientStatistics> statistics) {
    double now = statistics.get(statistics.size() - 1).norm(norm);
    if (tile.normaliser() instanceof Normaliser.Tracked tracked) {
      // A core without any gradient has no growth to follow, and nothing to change either.
      double then = tracked.own().orElse(statistics.get(0).norm(norm));
      return tracked.reference() * (then > 0 && now > 0 ? now / then : 1);
    }
    if (now > 0) {
      return now;
    }
    throw new AscentException(
        "The gradient of step %d of %d is zero on all of the picture: the layers do not answer to it. Take other layers."
            .formatted(statistics.size(), tile.shifts().size()));
  }
}

package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import java.util.function.UnaryOperator;

/** An {@link Optimiser} at work on one tile: told the normalised gradients in order. */
final class Steering {
  private static final double EPSILON = 1e-8;

  private Steering() {}

  /** A new one; what it remembers is its own. */
  static UnaryOperator<Direction> of(Optimiser optimiser) {
    if (optimiser instanceof Optimiser.Momentum momentum) {
      Mean mean = new Mean(momentum.decay());
      return direction -> momentum(mean, direction);
    }
    if (optimiser instanceof Optimiser.Adam adam) {
      Mean mean = new Mean(adam.beta1());
      Mean squares = new Mean(adam.beta2());
      return direction -> adam(mean, squares, direction);
    }
    return direction -> direction;
  }

  private static Direction momentum(Mean mean, Direction direction) {
    Picture sums = mean.begin(direction.values());
    for (int i = 0; i < sums.values().length; i++) {
      mean.add(i, direction.values().values()[i] / direction.divisor());
    }
    return new Direction(sums, mean.weight());
  }

  private static Direction adam(Mean mean, Mean squares, Direction direction) {
    Picture sums = mean.begin(direction.values());
    Picture squareSums = squares.begin(direction.values());
    Picture to = Picture.blank(sums.width(), sums.height());
    for (int i = 0; i < to.values().length; i++) {
      double d = direction.values().values()[i] / direction.divisor();
      mean.add(i, d);
      squares.add(i, d * d);
      double root = Math.sqrt(squareSums.values()[i] / squares.weight());
      to.values()[i] = (float) (sums.values()[i] / mean.weight() / (root + EPSILON));
    }
    return new Direction(to, 1);
  }

  /** Of pictures, fading: their sum and, as it began with nothing, the weight it has so far. */
  private static final class Mean {
    private final double decay;
    private Picture sums;
    private double missing = 1;

    Mean(double decay) {
      this.decay = decay;
    }

    /** Before the values of a step are added. */
    Picture begin(Picture like) {
      if (sums == null) {
        sums = Picture.blank(like.width(), like.height());
      }
      missing *= decay;
      return sums;
    }

    void add(int index, double value) {
      sums.values()[index] = (float) (decay * sums.values()[index] + (1 - decay) * value);
    }

    double weight() {
      return 1 - missing;
    }
  }
}

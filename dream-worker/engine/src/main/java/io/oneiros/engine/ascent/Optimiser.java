package io.oneiros.engine.ascent;

/**
 * How a step follows from the normalised gradients d_1, d_2 ... d_t so far. The step size keeps its
 * meaning: units of 1/255 for a direction of 1. What remembers needs the whole picture in one tile.
 */
public sealed interface Optimiser {

  /** The normalised gradient itself. */
  record Plain() implements Optimiser {}

  /**
   * The mean of the normalised gradients so far, each step back weighing {@code decay} times as
   * much: {@code v_t = decay v_(t-1) + (1 - decay) d_t}, over {@code 1 - decay^t}. In the long run
   * Polyak's heavy ball (1964) of a {@code 1 - decay} times smaller step.
   *
   * @param decay 0 to below 1
   */
  record Momentum(double decay) implements Optimiser {
    public Momentum {
      decaying("decay", decay);
    }
  }

  /**
   * Kingma and Ba 2015: the momentum of {@code beta1} over the root of the like mean of squares,
   * value by value: {@code m_t / (sqrt(v_t) + 1e-8)}.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   */
  record Adam(double beta1, double beta2) implements Optimiser {
    /** The paper's 0.9 and 0.999. */
    public Adam() {
      this(0.9, 0.999);
    }

    public Adam {
      decaying("beta1", beta1);
      decaying("beta2", beta2);
    }
  }

  private static void decaying(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be at least 0 and below 1".formatted(name, value));
    }
  }
}

package io.oneiros.engine.ascent;

import java.util.OptionalDouble;

/** What a step divides the gradient by: docs/architecture.md, "Tiles". */
public sealed interface Normaliser {

  /** The step's own mean |g| over the core: for a core that is the whole picture. */
  record Own() implements Normaliser {}

  /** Nothing: one step, whose raw gradient is the result. */
  record Raw() implements Normaliser {}

  /**
   * The global mean |g| at a step of reference times this tile's own growth since: {@code
   * meanGradient * m_j / own}.
   *
   * @param meanGradient global mean |g| at the step of reference, finite and above 0
   * @param own this tile's mean |g| there; empty if the reference is the first step, where it is
   *     measured
   */
  record Tracked(double meanGradient, OptionalDouble own) implements Normaliser {
    public Tracked {
      if (!(meanGradient > 0 && Double.isFinite(meanGradient))) {
        throw new IllegalArgumentException(
            "meanGradient is " + meanGradient + "; it must be finite and above 0");
      }
      if (own.isPresent() && !(own.getAsDouble() >= 0 && Double.isFinite(own.getAsDouble()))) {
        throw new IllegalArgumentException("own is " + own + "; it must be finite and not below 0");
      }
    }

    public Tracked(double meanGradient) {
      this(meanGradient, OptionalDouble.empty());
    }
  }
}

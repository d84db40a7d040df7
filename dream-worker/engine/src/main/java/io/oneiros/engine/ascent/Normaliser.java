package io.oneiros.engine.ascent;

/** What a step divides the gradient by: docs/architecture.md, "Tiles". */
public sealed interface Normaliser {

  /** The step's own mean |g| over the core: for a core that is the whole picture. */
  record Own() implements Normaliser {}

  /** Nothing: one step, whose raw gradient is the result. */
  record Raw() implements Normaliser {}

  /**
   * The global mean |g| times this tile's own growth since its first step: {@code meanGradient *
   * m_j / m_0}.
   *
   * @param meanGradient predicted global mean |g| at the first step, finite and above 0
   */
  record Tracked(double meanGradient) implements Normaliser {
    public Tracked {
      if (!(meanGradient > 0 && Double.isFinite(meanGradient))) {
        throw new IllegalArgumentException(
            "meanGradient is " + meanGradient + "; it must be finite and above 0");
      }
    }
  }
}

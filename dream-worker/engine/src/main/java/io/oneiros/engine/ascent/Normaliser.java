package io.oneiros.engine.ascent;

import java.util.OptionalDouble;

/**
 * What a step divides the gradient by: docs/architecture.md, "Tiles". Norms are those of the tile's
 * {@link Ascent#norm}.
 */
public sealed interface Normaliser {

  /** The step's own norm over the core: for a core that is the whole picture. */
  record Own() implements Normaliser {}

  /** Nothing: one step, whose raw gradient is the result. */
  record Raw() implements Normaliser {}

  /**
   * The global norm at a step of reference times this tile's own growth since: {@code reference *
   * m_j / own}, m_j being the tile's norm at its step j.
   *
   * @param reference the global norm at the step of reference, finite and above 0
   * @param own this tile's norm there; empty if the reference is the first step, where it is
   *     measured
   */
  record Tracked(double reference, OptionalDouble own) implements Normaliser {
    public Tracked {
      if (!(reference > 0 && Double.isFinite(reference))) {
        throw new IllegalArgumentException(
            "reference is " + reference + "; it must be finite and above 0");
      }
      if (own.isPresent() && !(own.getAsDouble() >= 0 && Double.isFinite(own.getAsDouble()))) {
        throw new IllegalArgumentException("own is " + own + "; it must be finite and not below 0");
      }
    }

    public Tracked(double reference) {
      this(reference, OptionalDouble.empty());
    }
  }
}

package io.oneiros.engine.objective;

/**
 * How an activation's strength is told, at each position by itself: so a tile, which sees only its
 * part of the picture, climbs what the whole picture would.
 */
public enum Measure {
  /**
   * Half the square: strong activations pull hardest. google/deepdream's {@code objective_L2}
   * (2015).
   */
  L2,
  /**
   * The activation itself, per channel and area: all pull alike, whatever they are. The TensorFlow
   * tutorial's {@code reduce_mean}, but for the number of the picture's pixels, which a normalised
   * step does not feel.
   */
  MEAN
}

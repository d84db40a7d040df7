package io.oneiros.engine.ascent;

/**
 * How a picture is dreamed in one piece.
 *
 * @param octaves number of scales, small to large, at least 1
 * @param octaveScale factor between two scales, above 1
 * @param iterations gradient steps an octave, at least 1
 * @param step in units of 1/255, over mean |g|
 * @param jitter greatest shift of the network's grid in a step, in pixels
 * @param seed of the jitter
 */
public record DreamSettings(
    int octaves, double octaveScale, int iterations, double step, int jitter, long seed) {

  /** 4 octaves x 1.4, 10 steps of 1.5, jitter 32. */
  public static final DreamSettings DEFAULTS = new DreamSettings(4, 1.4, 10, 1.5, 32, 0);

  public DreamSettings {
    if (octaves < 1 || !(octaveScale > 1) || iterations < 1 || jitter < 0) {
      throw new IllegalArgumentException(
          "octaves %d, octaveScale %s, iterations %d, jitter %d: at least 1, above 1, at least 1 and at least 0 it must be"
              .formatted(octaves, octaveScale, iterations, jitter));
    }
  }
}

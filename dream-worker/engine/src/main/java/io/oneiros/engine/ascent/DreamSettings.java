package io.oneiros.engine.ascent;

import java.util.List;

/**
 * How a picture is dreamed in one piece.
 *
 * @param iterations gradient steps, each at least 1: one number for each octave, coarse to fine, or
 *     one for all
 * @param steps in units of 1/255, over the norm: likewise
 * @param jitter greatest shift of the network's grid in a step, in pixels
 * @param seed of the jitter
 * @param blend 0..1: going up a scale, the dream is mixed with so much of the original (Hvass-Labs'
 *     tutorial 14: .2); 0 is the 2015 notebook
 */
public record DreamSettings(
    Octaves octaves,
    List<Integer> iterations,
    List<Double> steps,
    int jitter,
    long seed,
    double blend,
    Ascent ascent) {

  /** 4 octaves x 1.4, 10 steps of 1.5, jitter 32. */
  public static final DreamSettings DEFAULTS = new DreamSettings(4, 1.4, 10, 1.5, 32, 0);

  public DreamSettings {
    iterations = List.copyOf(iterations);
    steps = List.copyOf(steps);
    requireOneOrAll("iterations", iterations, octaves.number());
    requireOneOrAll("steps", steps, octaves.number());
    if (iterations.stream().anyMatch(i -> i < 1) || jitter < 0 || !(blend >= 0 && blend <= 1)) {
      throw new IllegalArgumentException(
          "iterations %s, jitter %d, blend %s: each at least 1, at least 0, and 0..1 it must be"
              .formatted(iterations, jitter, blend));
    }
  }

  /** The same for all octaves, climbed as the 2015 notebook does. */
  public DreamSettings(
      int octaves, double octaveScale, int iterations, double step, int jitter, long seed) {
    this(
        new Octaves.Scaled(octaves, octaveScale),
        List.of(iterations),
        List.of(step),
        jitter,
        seed,
        0,
        Ascent.DEFAULT);
  }

  public DreamSettings with(Ascent ascent) {
    return new DreamSettings(octaves, iterations, steps, jitter, seed, blend, ascent);
  }

  /**
   * The steps of an octave.
   *
   * @param octave from 0, coarse to fine
   */
  public int iterations(int octave) {
    return of(iterations, octave);
  }

  /** The size of an octave's steps. */
  public double step(int octave) {
    return of(steps, octave);
  }

  private static <T> T of(List<T> values, int octave) {
    return values.get(values.size() == 1 ? 0 : octave);
  }

  private static void requireOneOrAll(String name, List<?> values, int octaves) {
    if (values.size() != 1 && values.size() != octaves) {
      throw new IllegalArgumentException(
          "%s are %d for %d octaves; there must be one for all, or one for each"
              .formatted(name, values.size(), octaves));
    }
  }
}

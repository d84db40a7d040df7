package io.oneiros.engine.ascent;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The jitter of every step of a dream, a function of seed, octave and step alone: whoever asks, in
 * whatever order, for however few steps, gets the same shifts, on every Java version.
 *
 * <p>With {@code mix} the finaliser of SplitMix64 (Steele, Lea and Flood 2014, David Stafford's
 * variant 13), {@code key = mix(mix(mix(seed) + octave) + step)}, a shift is {@code dx = mix(key +
 * 1) mod (2 jitter + 1) - jitter}, {@code dy = mix(key + 2) mod (2 jitter + 1) - jitter}: uniform
 * in -jitter..jitter but for a bias below 1e-15.
 */
public final class Jitter {
  private Jitter() {}

  /**
   * The shifts of the steps {@code from} (inclusive) to {@code to} (exclusive) of an octave.
   *
   * @param octave from 0, coarse to fine
   * @param jitter greatest shift in pixels, at least 0
   */
  public static List<Shift> shifts(long seed, int octave, int from, int to, int jitter) {
    return IntStream.range(from, to).mapToObj(step -> shift(seed, octave, step, jitter)).toList();
  }

  /** The shift of one step. */
  public static Shift shift(long seed, int octave, int step, int jitter) {
    long key = mix(mix(mix(seed) + octave) + step);
    return new Shift(bounded(key + 1, jitter), bounded(key + 2, jitter));
  }

  private static int bounded(long key, int jitter) {
    return (int) Math.floorMod(mix(key), 2L * jitter + 1) - jitter;
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

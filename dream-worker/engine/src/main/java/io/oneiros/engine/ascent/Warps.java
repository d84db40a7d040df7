package io.oneiros.engine.ascent;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The warp of every step of a dream: as {@link Jitter}'s shifts, a function of seed, octave and
 * step alone.
 *
 * <p>With Jitter's {@code mix} and {@code key} and {@code u(n) = (mix(key + n) >>> 11) / 2^53}: the
 * scale is {@code scale^(2 u(3) - 1)}, the angle {@code degrees (2 u(4) - 1)}, flipped where {@code
 * u(5) < 1/2}; of a frame's {@code n} columns, whole cells of the network's grid, {@code floor(u(6)
 * (n + 1))} are on the left, of its rows as many by {@code u(7)} at the top.
 */
public final class Warps {
  private Warps() {}

  /**
   * The warps of an octave's first steps.
   *
   * @param octave from 0, coarse to fine
   * @param stride of the network's grid, in pixels
   */
  public static List<Warp> of(long seed, int octave, int steps, Robustness robustness, int stride) {
    return IntStream.range(0, steps)
        .mapToObj(s -> warp(seed, octave, s, robustness, stride))
        .toList();
  }

  /** The warp of one step. */
  public static Warp warp(long seed, int octave, int step, Robustness robustness, int stride) {
    long key = Jitter.mix(Jitter.mix(Jitter.mix(seed) + octave) + step);
    double scale = StrictMath.pow(robustness.scale(), 2 * unit(key + 3) - 1);
    double degrees = robustness.degrees() * (2 * unit(key + 4) - 1);
    boolean flip = robustness.flip() && unit(key + 5) < 0.5;
    int more = (2 * robustness.pad() + stride - 1) / stride * stride;
    int left = (int) (unit(key + 6) * (more + 1));
    int top = (int) (unit(key + 7) * (more + 1));
    return new Warp(scale, Math.toRadians(degrees), flip, new Frame(left, top, more, more));
  }

  /** 0 (inclusive) to 1 (exclusive). */
  private static double unit(long key) {
    return (Jitter.mix(key) >>> 11) * 0x1p-53;
  }
}

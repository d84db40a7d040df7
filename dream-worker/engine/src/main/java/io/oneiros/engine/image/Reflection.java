package io.oneiros.engine.image;

/** Mirrors at both ends of a row of pixels; the border pixel is repeated: -1 is 0, n is n - 1. */
public final class Reflection {
  private Reflection() {}

  /**
   * The pixel, 0..{@code length - 1}, that stands at any {@code position} before, in or behind a
   * row.
   */
  public static int index(int position, int length) {
    int inPeriod = Math.floorMod(position, 2 * length);
    return inPeriod < length ? inPeriod : 2 * length - 1 - inPeriod;
  }
}

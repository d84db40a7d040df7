package io.oneiros.engine.ascent;

/** Ranks among many numbers, without sorting them. */
final class Percentile {
  private static final int HALF = 1 << 16;

  private Percentile() {}

  /**
   * The number that has {@code percent} of all below it: the one at rank {@code ceil(percent / 100
   * (n - 1))} from 0. What is strictly below it is what is below NumPy's interpolated percentile.
   *
   * @param values at least one, none negative or NaN
   * @param percent 0..100
   */
  static float of(float[] values, double percent) {
    int rank = (int) Math.ceil(percent / 100 * (values.length - 1));
    // The bits of floats from 0 on are in the order of the floats: the upper half, then the lower.
    int[] upper = new int[HALF];
    for (float value : values) {
      upper[Float.floatToRawIntBits(value) >>> 16]++;
    }
    int high = 0;
    while (rank >= upper[high]) {
      rank -= upper[high++];
    }
    int[] lower = new int[HALF];
    for (float value : values) {
      int bits = Float.floatToRawIntBits(value);
      if (bits >>> 16 == high) {
        lower[bits & (HALF - 1)]++;
      }
    }
    int low = 0;
    while (rank >= lower[low]) {
      rank -= lower[low++];
    }
    return Float.intBitsToFloat(high << 16 | low);
  }
}

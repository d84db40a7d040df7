package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;

/**
 * How far what is shown is from its source: the mean distance of their 8-bit sRGB values, in units
 * of 1/255. Distances are whole numbers, so their sum is the same in any order.
 */
final class Change {
  private long sum;
  private long count;

  void add(Planes shown, Planes source) {
    for (int i = 0; i < shown.values().length; i++) {
      sum += Math.abs(eightBit(shown.values()[i]) - eightBit(source.values()[i]));
    }
    count += shown.values().length;
  }

  private static int eightBit(float value) {
    return SrgbSamples.eightBit(value) & 0xFF;
  }

  double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }
}

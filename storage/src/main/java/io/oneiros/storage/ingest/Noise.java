package io.oneiros.storage.ingest;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;

/**
 * Grey with uniform noise, {@code (100 + U(0, 1)) / 255}, as Mordvintsev's notebook
 * (tensorflow/examples/tutorials/deepdream) begins from. A value is a function of the seed and its
 * place alone, whatever is read before it.
 */
record Noise(Size size, long seed) implements Original {
  private static final double GREY = 100;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double ULP = 0x1p-53;

  @Override
  public Rows rows() {
    return (y, left, width, row) -> {
      for (int c = 0; c < Planes.CHANNELS; c++) {
        for (int x = 0; x < width; x++) {
          row[c * width + x] = (float) ((GREY + uniform(c, left + x, y)) / 255);
        }
      }
    };
  }

  /** The value's turn in the sequence of SplitMix64 (Steele, Lea and Flood 2014). */
  private double uniform(int channel, int x, int y) {
    long index = ((long) y * size.width() + x) * Planes.CHANNELS + channel;
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return ((z ^ z >>> 31) >>> 11) * ULP;
  }
}

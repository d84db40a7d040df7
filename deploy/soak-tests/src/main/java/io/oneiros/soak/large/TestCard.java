package io.oneiros.soak.large;

import io.oneiros.contract.Size;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A square picture that is a function of the place, so that nobody has to hold it: slow waves under
 * fine grain, other ones in each channel. Its values leave room for a dream above and below.
 *
 * @param side in pixels
 */
record TestCard(int side) {
  static final int CHANNELS = 3;
  private static final int FLOOR = 48;
  private static final int WAVE = 64;
  private static final int GRAIN = 7;

  Size size() {
    return new Size(side, side);
  }

  /** The 8-bit sample of a channel. */
  int sample(int x, int y, int channel) {
    return FLOOR
        + wave(x + 701 * channel, 1511)
        + wave(y + 307 * channel, 1117)
        + (grain(x, y, channel) & GRAIN);
  }

  /** A row as RGBRGB... */
  byte[] row(int y) {
    byte[] row = new byte[CHANNELS * side];
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) sample(i / CHANNELS, y, i % CHANNELS);
    }
    return row;
  }

  /**
   * Writes it as a PNG, row by row.
   *
   * @return the mean of its samples, 0..1
   */
  double write(Path file) throws IOException {
    long sum = 0;
    try (PngOut png = new PngOut(file, side, side)) {
      for (int y = 0; y < side; y++) {
        byte[] row = row(y);
        for (byte sample : row) {
          sum += sample & 0xFF;
        }
        png.row(row);
      }
    }
    return sum / 255.0 / CHANNELS / side / side;
  }

  private static int wave(int at, int half) {
    return Math.abs(at % (2 * half) - half) * WAVE / half;
  }

  /** Multiplies and folds, so that neighbours have nothing in common. */
  private static int grain(int x, int y, int channel) {
    int mixed = (x * 0x9E3779B1 ^ y * 0x85EBCA6B ^ channel * 0xC2B2AE35) * 0x27D4EB2F;
    return mixed >>> 27;
  }
}

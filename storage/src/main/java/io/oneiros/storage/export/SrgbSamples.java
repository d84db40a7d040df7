package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;

/** Samples in sRGB: values are rounded half up. */
final class SrgbSamples implements Samples {
  @Override
  public void write(Planes part, byte[] rows, int left, int width) {
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        int from = part.index(c, 0, y);
        int to = (y * width + left) * Planes.CHANNELS + c;
        for (int x = 0; x < part.width(); x++) {
          rows[to + x * Planes.CHANNELS] = eightBit(part.values()[from + x]);
        }
      }
    }
  }

  static byte eightBit(float value) {
    return (byte) Math.floor(Math.min(1, Math.max(0, value)) * 255.0 + 0.5);
  }
}

package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;

/** How pixels become samples of 8 bits. */
@FunctionalInterface
interface Samples {
  /**
   * Writes a part of some rows, {@code RGBRGB...}.
   *
   * @param part sRGB, 0..1; values beyond are clipped
   * @param rows as high as the part
   * @param left column of the part in them
   * @param width of them, in pixels
   */
  void write(Planes part, byte[] rows, int left, int width);
}

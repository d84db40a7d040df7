package io.oneiros.worker;

import io.oneiros.contract.Measure;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.spec.Ascent.Norm;
import io.oneiros.contract.spec.Ascent.Optimiser;
import io.oneiros.contract.spec.Start.Parametrisation;

/**
 * How much of Java's heap a tile takes: pictures of 12 bytes a pixel, counted generously. Measured
 * with a heap of 1 GB: plain steps do 12 megapixels and not 16.8, bands and Adam not 12, spectra
 * 3.1 and not 4.9.
 */
final class Heap {
  /** Region, canvas, patch, gradient and what is made of them, and the bytes that came and go. */
  private static final int PLAIN = 80;

  private static final int REMEMBERED = 24;
  private static final int BANDS = 40;
  private static final int SPECTRUM = 240;
  private static final int PICTURE = 24;

  /** What is made of a code, seen warped, and the gradient of it. */
  private static final int GENERATED = 3 * PICTURE;

  private Heap() {}

  /**
   * @param pixels of the tile's footprint
   */
  static long bytes(TileTask task, long pixels) {
    int perPixel = PLAIN;
    if (task.parametrisation() == Parametrisation.FOURIER) {
      perPixel += SPECTRUM;
    }
    if (task.parametrisation() == Parametrisation.GENERATOR) {
      perPixel += GENERATED;
    }
    if (task.ascent().optimiser() != Optimiser.PLAIN) {
      perPixel += REMEMBERED;
    }
    if (task.ascent().normalise() == Norm.BANDS) {
      perPixel += BANDS;
    }
    if (task.layers().stream().anyMatch(layer -> layer.measure() == Measure.CONTENT)) {
      perPixel += PICTURE;
    }
    if (task.scene() != null && task.scene().mask() != null) {
      perPixel += PICTURE;
    }
    return perPixel * pixels;
  }
}

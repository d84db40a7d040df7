package io.oneiros.storage.region;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;

/**
 * Scales a picture, region by region: separable antialiased bilinear, equal to PyTorch's {@code
 * interpolate(mode="bilinear", antialias=True, align_corners=False)}. A pixel's value does not
 * depend on the region it is computed in, to the last bit. Memory is the region and a row.
 */
public final class Resample {
  private final Rect region;
  private final Taps across;
  private final Taps down;

  /**
   * @param from size of the picture read
   * @param to size of the picture made
   * @param region of the picture made
   */
  public Resample(Size from, Size to, Rect region) {
    this.region = region;
    this.across = new Taps(from.width(), to.width(), region.x(), region.width());
    this.down = new Taps(from.height(), to.height(), region.y(), region.height());
  }

  /** The part of the picture read that the region is made of. */
  public Rect footprint() {
    return Rect.between(across.start(), down.start(), across.end(), down.end());
  }

  /** Makes the region, reading each row of the footprint once, from top to bottom. */
  public Planes of(Rows source) {
    Rect footprint = footprint();
    Planes result = Planes.of(region.width(), region.height());
    float[] row = new float[Planes.CHANNELS * footprint.width()];
    float[] scaled = new float[Planes.CHANNELS * region.width()];
    int low = 0;
    for (int y = footprint.y(); y < footprint.bottom(); y++) {
      source.read(y, footprint.x(), footprint.width(), row);
      scaleRow(row, footprint, scaled);
      while (low < region.height() && down.first(low) + down.weights(low).length <= y) {
        low++;
      }
      for (int i = low; i < region.height() && down.first(i) <= y; i++) {
        addRow(result, i, scaled, down.weights(i)[y - down.first(i)]);
      }
    }
    return result;
  }

  private void scaleRow(float[] row, Rect footprint, float[] scaled) {
    for (int c = 0; c < Planes.CHANNELS; c++) {
      int base = c * footprint.width() - footprint.x();
      for (int i = 0; i < region.width(); i++) {
        float[] weights = across.weights(i);
        int from = base + across.first(i);
        float sum = 0;
        for (int j = 0; j < weights.length; j++) {
          sum += weights[j] * row[from + j];
        }
        scaled[c * region.width() + i] = sum;
      }
    }
  }

  private void addRow(Planes result, int y, float[] scaled, float weight) {
    float[] values = result.values();
    for (int c = 0; c < Planes.CHANNELS; c++) {
      int to = result.index(c, 0, y);
      int from = c * region.width();
      for (int x = 0; x < region.width(); x++) {
        values[to + x] += weight * scaled[from + x];
      }
    }
  }
}

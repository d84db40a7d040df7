package io.oneiros.storage.region;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask.Piece;

/**
 * Adds tiles' deltas onto a region of a canvas, in place. A pixel's value depends on the order of
 * the pieces alone, not on the region it is computed in.
 */
public final class Blend {
  private final Planes canvas;
  private final Rect region;
  private final Size picture;
  private final double scale;
  private final int feather;

  /**
   * @param canvas the region's pixels, which change
   * @param region where they lie in the picture
   * @param scale of every delta
   */
  public Blend(Planes canvas, Rect region, Size picture, double scale, int feather) {
    this.canvas = canvas;
    this.region = region;
    this.picture = picture;
    this.scale = scale;
    this.feather = feather;
  }

  /**
   * Adds {@code scale * window * delta} where the piece's keep meets the region.
   *
   * @param delta [3, keep.height, keep.width]
   * @throws IllegalArgumentException if the delta is not of that length
   */
  public void add(Piece piece, Delta delta) {
    Rect keep = piece.keep();
    if (delta.length() != Planes.CHANNELS * keep.pixels()) {
      throw new IllegalArgumentException(
          "Delta '%s' has %d values; [%d, %d, %d] are needed."
              .formatted(
                  piece.delta(), delta.length(), Planes.CHANNELS, keep.height(), keep.width()));
    }
    if (!keep.intersects(region)) {
      return;
    }
    Rect common = keep.intersection(region);
    BlendWindow window = new BlendWindow(piece.core(), feather, picture);
    double[] columns = new double[common.width()];
    for (int x = 0; x < columns.length; x++) {
      columns[x] = scale * window.column(common.x() + x);
    }
    float[] row = new float[common.width()];
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int y = common.y(); y < common.bottom(); y++) {
        long from =
            ((long) c * keep.height() + y - keep.y()) * keep.width() + common.x() - keep.x();
        delta.read(from, row);
        addRow(
            row, columns, window.row(y), canvas.index(c, common.x() - region.x(), y - region.y()));
      }
    }
  }

  private void addRow(float[] delta, double[] columns, double weight, int to) {
    float[] values = canvas.values();
    for (int x = 0; x < delta.length; x++) {
      values[to + x] = (float) (values[to + x] + weight * columns[x] * delta[x]);
    }
  }
}

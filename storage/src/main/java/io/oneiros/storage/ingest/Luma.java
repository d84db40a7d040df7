package io.oneiros.storage.ingest;

import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;

/**
 * A picture without its colours: all three channels are its luma, {@code 0.2126 R + 0.7152 G +
 * 0.0722 B} of the sRGB values (Rec. 709).
 */
record Luma(Original picture) implements Original {
  private static final double RED = 0.2126;
  private static final double GREEN = 0.7152;
  private static final double BLUE = 0.0722;

  @Override
  public Size size() {
    return picture.size();
  }

  @Override
  public Rows rows() {
    Rows rows = picture.rows();
    return (y, left, width, row) -> {
      rows.read(y, left, width, row);
      for (int x = 0; x < width; x++) {
        float luma = (float) (RED * row[x] + GREEN * row[width + x] + BLUE * row[2 * width + x]);
        row[x] = luma;
        row[width + x] = luma;
        row[2 * width + x] = luma;
      }
    };
  }
}

package io.oneiros.storage.ingest;

import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;
import java.util.Arrays;

/** A picture of nothing: 0.5 everywhere. */
record Grey(Size size) implements Original {
  private static final float MIDDLE = 0.5f;

  @Override
  public Rows rows() {
    return (y, left, width, row) -> Arrays.fill(row, MIDDLE);
  }
}

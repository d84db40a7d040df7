package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;

/** Changes of brightness alone. */
final class Luma {
  private Luma() {}

  /** Puts a change's luma (Rec. 601) in place of each of its channels. */
  static void project(Picture change) {
    float[] values = change.values();
    int plane = change.width() * change.height();
    for (int i = 0; i < plane; i++) {
      float luma = 0.299f * values[i] + 0.587f * values[plane + i] + 0.114f * values[2 * plane + i];
      values[i] = luma;
      values[plane + i] = luma;
      values[2 * plane + i] = luma;
    }
  }
}

package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Reflection;

/** Patches as the network sees them: with reflections where they leave the picture. */
final class Outgrown {
  private Outgrown() {}

  /**
   * @param width of the whole picture
   * @param height of the whole picture
   * @param canvas the pixels of {@code footprint}, a part of the picture
   * @param patch what is wanted; it may leave the picture, its reflections not the footprint
   */
  static Picture of(int width, int height, Picture canvas, Area footprint, Area patch) {
    int[] columns = new int[patch.width()];
    for (int x = 0; x < columns.length; x++) {
      columns[x] = Reflection.index(patch.x() + x, width) - footprint.x();
    }
    Picture seen = Picture.blank(patch.width(), patch.height());
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < patch.height(); y++) {
        int row = Reflection.index(patch.y() + y, height) - footprint.y();
        int from = canvas.index(c, row, 0);
        int to = seen.index(c, y, 0);
        for (int x = 0; x < columns.length; x++) {
          seen.values()[to + x] = canvas.values()[from + columns[x]];
        }
      }
    }
    return seen;
  }
}

package io.oneiros.storage.export;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.ObjectKeys;
import java.awt.color.ICC_Profile;

/**
 * Stores a dream's deep-zoom tiles, each a PNG in the picture's colours.
 *
 * @param profile of the samples; null for sRGB
 */
record ZoomTiles(ObjectStore objects, String dream, ICC_Profile profile)
    implements ZoomLevel.Tiles {
  @Override
  public void take(int level, int column, int row, byte[] rgb, int width) {
    byte[] png = Png.of(rgb, width, profile);
    objects.put(ObjectKeys.zoom(dream, level, column, row), png, "image/png");
  }
}

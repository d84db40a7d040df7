package io.oneiros.storage.export;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.ObjectKeys;
import java.awt.Point;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Stores a dream's deep-zoom tiles, each a PNG in the picture's colours.
 *
 * @param profile of the samples; null for sRGB
 */
record ZoomTiles(ObjectStore objects, String dream, ICC_Profile profile)
    implements ZoomLevel.Tiles {
  @Override
  public void take(int level, int column, int row, byte[] rgb, int width) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      Png.write(image(rgb, width), null, profile, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    objects.put(ObjectKeys.zoom(dream, level, column, row), png.toByteArray(), "image/png");
  }

  private static BufferedImage image(byte[] rgb, int width) {
    int row = Planes.CHANNELS * width;
    WritableRaster pixels =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            rgb.length / row,
            row,
            Planes.CHANNELS,
            StripImage.RGB.clone(),
            new Point());
    return new BufferedImage(StripImage.COLOURS, pixels, false, null);
  }
}

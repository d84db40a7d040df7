package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import javax.imageio.ImageTypeSpecifier;

/** {@link Strips} as the image that an encoder asks for its pixels, one row after the other. */
final class StripImage implements RenderedImage {
  /** Offsets of the samples of a pixel. */
  static final int[] RGB = {0, 1, 2};

  static final ColorModel COLOURS =
      ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR).getColorModel();

  private final Strips strips;

  StripImage(Strips strips) {
    this.strips = strips;
  }

  @Override
  public Raster getData(Rectangle part) {
    if (part.x != 0 || part.width != getWidth() || part.height != 1) {
      throw new UnsupportedOperationException("only whole rows are read: " + part);
    }
    byte[] row = strips.row(part.y);
    return Raster.createInterleavedRaster(
        new DataBufferByte(row, row.length),
        getWidth(),
        1,
        row.length,
        Planes.CHANNELS,
        RGB,
        new Point(0, part.y));
  }

  @Override
  public int getWidth() {
    return strips.picture().width();
  }

  @Override
  public int getHeight() {
    return strips.picture().height();
  }

  @Override
  public ColorModel getColorModel() {
    return COLOURS;
  }

  @Override
  public SampleModel getSampleModel() {
    return Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, getWidth(), 1, Planes.CHANNELS * getWidth(), 3, RGB, null)
        .getSampleModel();
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return getWidth();
  }

  @Override
  public int getTileHeight() {
    return 1;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return getHeight();
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    return getData(new Rectangle(0, tileY, getWidth(), 1));
  }

  @Override
  public Raster getData() {
    throw new UnsupportedOperationException("never the whole picture at once");
  }

  @Override
  public WritableRaster copyData(WritableRaster raster) {
    throw new UnsupportedOperationException("never the whole picture at once");
  }

  @Override
  public Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return java.awt.Image.UndefinedProperty;
  }

  @Override
  public String[] getPropertyNames() {
    return null;
  }
}

package io.oneiros.storage.ingest;

import io.oneiros.canvas.Planes;
import io.oneiros.canvas.picture.Orientation;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.WritableRaster;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A decoded picture, upright, as 8-bit sRGB; converted part by part as it is read. A large one
 * takes room on the disk until it is closed.
 */
public final class Picture implements Original, AutoCloseable {
  /** Rows converted at a time: a few, because an upright row may be a stored column. */
  private static final int BAND = 64;

  private final BufferedImage image;
  private final Orientation orientation;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);

  /**
   * @param closed run when it is closed, once
   */
  Picture(BufferedImage image, Orientation orientation, Runnable closed) {
    this.image = image;
    this.orientation = orientation;
    this.closed = closed;
  }

  @Override
  public Size size() {
    return orientation.upright(stored());
  }

  /**
   * A part of the picture.
   *
   * @return {@code 0xRRGGBB}, row by row
   */
  public int[] rgb(Rect part) {
    Rect at = orientation.stored(part, stored());
    ColorModel model = image.getColorModel();
    WritableRaster block = model.createCompatibleWritableRaster(at.width(), at.height());
    // Several blocks are made of it at a time, and pages of a large one come and go.
    synchronized (image) {
      block.setDataElements(
          0, 0, image.getRaster().createChild(at.x(), at.y(), at.width(), at.height(), 0, 0, null));
    }
    return orientation.turn(Srgb.of(model, block), at.width(), at.height());
  }

  /** Values are v / 255. */
  @Override
  public Rows rows() {
    return new Bands();
  }

  /** A second time changes nothing. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      FileBuffer.free(image);
      closed.run();
    }
  }

  private Size stored() {
    return new Size(image.getWidth(), image.getHeight());
  }

  private final class Bands implements Rows {
    private Rect band;
    private int[] pixels;

    @Override
    public void read(int y, int left, int width, float[] row) {
      if (band == null
          || y < band.y()
          || y >= band.bottom()
          || left != band.x()
          || width != band.width()) {
        band = new Rect(left, y, width, BAND).intersection(size().whole());
        pixels = rgb(band);
      }
      int from = (y - band.y()) * width;
      for (int c = 0; c < Planes.CHANNELS; c++) {
        int shift = 16 - 8 * c;
        for (int x = 0; x < width; x++) {
          row[c * width + x] = (pixels[from + x] >> shift & 255) / 255f;
        }
      }
    }
  }
}

package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.Jpeg;
import io.oneiros.canvas.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The decoders of the formats that are read. */
final class Readers {
  /** Bytes of a pixel that is decoded on the heap: of a PNG four samples of 16 bits. */
  static final int MOST_OF_A_PIXEL = 8;

  private static final int PIXEL = 4;

  private static final int INKS = 4;

  private static final int COEFFICIENT = 2;

  private Readers() {}

  /** Whether its decoder writes into any pixels it is given. */
  static boolean rowByRow(PictureFile format) {
    return format == PictureFile.PNG || format == PictureFile.JPEG;
  }

  /**
   * Bytes that are held of a picture, on the heap and beside it.
   *
   * @param onDisk whether its pixels are not on the heap, but for those of four inks
   */
  static long held(Path file, PictureFile format, long pixels, boolean onDisk) throws IOException {
    return switch (format) {
      case PNG -> onDisk ? 0 : MOST_OF_A_PIXEL * pixels;
      case JPEG -> (long) (jpeg(file, onDisk) * pixels);
      case WEBP, GIF, BMP -> PIXEL * pixels;
    };
  }

  /** Of a pixel: of several scans coefficients are held until the last, inks to be converted. */
  private static double jpeg(Path file, boolean onDisk) throws IOException {
    double pixel = onDisk ? 0 : PIXEL;
    return Jpeg.frame(file)
        .map(
            frame ->
                (frame.severalScans() ? COEFFICIENT * frame.samples() : 0)
                    + (frame.components() == INKS ? PIXEL : 0)
                    + pixel)
        .orElse(pixel);
  }

  /** A new reader; whoever asked for it disposes of it. */
  static ImageReader reader(PictureFile format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    if (!readers.hasNext()) {
      throw new IOException("no reader for it is installed");
    }
    return readers.next();
  }
}

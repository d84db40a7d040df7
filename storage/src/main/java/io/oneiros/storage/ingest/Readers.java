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
  /** Bytes of a pixel that is decoded on the heap, as those of four inks are. */
  private static final int PIXEL = 4;

  private static final int INKS = 4;

  private static final int COEFFICIENT = 2;

  private Readers() {}

  /** Whether its decoder writes into any pixels it is given. */
  static boolean rowByRow(PictureFile format) {
    return format == PictureFile.PNG || format == PictureFile.JPEG;
  }

  /** Bytes that its decoder holds of a picture, as one that is not read row by row; 0 for few. */
  static long held(Path file, PictureFile format, long pixels) throws IOException {
    if (format != PictureFile.JPEG) {
      return rowByRow(format) ? 0 : PIXEL * pixels;
    }
    return Jpeg.frame(file)
        .map(
            frame ->
                (long)
                    (pixels
                        * ((frame.severalScans() ? COEFFICIENT * frame.samples() : 0)
                            + (frame.components() == INKS ? PIXEL : 0))))
        .orElse(0L);
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

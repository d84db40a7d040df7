package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.PictureFile;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The decoders of the formats that are read. */
final class Readers {
  private Readers() {}

  /** Whether its decoder writes into any pixels it is given, and holds few itself. */
  static boolean rowByRow(PictureFile format) {
    return format == PictureFile.PNG || format == PictureFile.JPEG;
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

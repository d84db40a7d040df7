package io.oneiros.canvas.picture;

import java.io.IOException;

/** BMP: a header, a palette, rows of pixels. */
final class Bmp {
  private static final int FILE_HEADER = 14;
  private static final int OLD_HEADER = 12;
  private static final int BEFORE_COMPRESSION = 12;
  private static final int PLAIN = 0;
  private static final int MASKS = 3;

  private Bmp() {}

  /** Rows that are not plain may be another file of any size, or claim any number of bytes. */
  static void walk(Bytes in) throws IOException {
    in.skip(FILE_HEADER);
    if (in.u32LittleEndian() == OLD_HEADER) {
      return;
    }
    in.skip(BEFORE_COMPRESSION);
    long compression = in.u32LittleEndian();
    if (compression != PLAIN && compression != MASKS) {
      throw new DamagedPictureException(
          "It is compressed (%d); only plain BMP files are read.".formatted(compression));
    }
  }
}

package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.Png;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one grey of a PNG that is transparent (chunk {@code tRNS}), where samples have 2 or 4 bits:
 * Java's reader looks for it when it has already spread these over 8, and does not find it.
 */
final class ClearGrey {
  private static final int HEADER = 13;
  private static final int DEPTH_AT = 8;
  private static final int COLOURS_AT = 9;
  private static final int GREY = 0;

  private ClearGrey() {}

  /** Makes it transparent in what was decoded, grey and alpha of 8 bits. */
  static void apply(BufferedImage image, Path file) throws IOException {
    Optional<byte[]> clear = Png.chunk(file, "tRNS", Short.BYTES);
    Optional<byte[]> header = Png.chunk(file, "IHDR", HEADER);
    if (clear.isEmpty() || header.isEmpty() || image.getRaster().getNumBands() != 2) {
      return;
    }
    int depth = header.get()[DEPTH_AT];
    if (header.get()[COLOURS_AT] == GREY && (depth == 2 || depth == 4)) {
      int most = (1 << depth) - 1;
      clear(image.getRaster(), (clear.get()[1] & most) * 255 / most);
    }
  }

  private static void clear(WritableRaster pixels, int grey) {
    int[] row = new int[2 * pixels.getWidth()];
    for (int y = 0; y < pixels.getHeight(); y++) {
      pixels.getPixels(0, y, pixels.getWidth(), 1, row);
      for (int i = 0; i < row.length; i += 2) {
        row[i + 1] = row[i] == grey ? 0 : row[i + 1];
      }
      pixels.setPixels(0, y, pixels.getWidth(), 1, row);
    }
  }
}

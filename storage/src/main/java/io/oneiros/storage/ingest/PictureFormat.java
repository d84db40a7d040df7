package io.oneiros.storage.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The formats that are read, told by their first bytes; a file's name counts for nothing. */
enum PictureFormat {
  PNG("\u0089PNG\r\n\u001a\n", 0, true),
  JPEG("\u00ff\u00d8\u00ff", 0, true),
  GIF("GIF8", 0, false),
  BMP("BM", 0, false),
  WEBP("WEBP", 8, false);

  /** How many first bytes are needed. */
  private static final int HEAD = 12;

  private final byte[] magic;
  private final int offset;
  private final boolean rowByRow;

  PictureFormat(String magic, int offset, boolean rowByRow) {
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    this.offset = offset;
    this.rowByRow = rowByRow;
  }

  /** Whether its decoder writes into any pixels it is given, and holds few itself. */
  boolean rowByRow() {
    return rowByRow;
  }

  static Optional<PictureFormat> of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
  }

  /** A new reader; whoever asked for it disposes of it. */
  ImageReader reader() throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
    if (!readers.hasNext()) {
      throw new IOException("no reader for it is installed");
    }
    return readers.next();
  }

  private boolean begins(byte[] head) {
    int end = offset + magic.length;
    return head.length >= end && Arrays.equals(head, offset, end, magic, 0, magic.length);
  }
}

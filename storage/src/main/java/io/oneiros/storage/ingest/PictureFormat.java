package io.oneiros.storage.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are read, told by their first bytes; a file's name counts for nothing. */
enum PictureFormat {
  PNG("\u0089PNG\r\n\u001a\n", 0),
  JPEG("\u00ff\u00d8\u00ff", 0),
  GIF("GIF8", 0),
  BMP("BM", 0),
  WEBP("WEBP", 8);

  /** How many first bytes are needed. */
  static final int HEAD = 12;

  private final byte[] magic;
  private final int offset;

  PictureFormat(String magic, int offset) {
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    this.offset = offset;
  }

  static Optional<PictureFormat> of(byte[] head) {
    return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    int end = offset + magic.length;
    return head.length >= end && Arrays.equals(head, offset, end, magic, 0, magic.length);
  }
}

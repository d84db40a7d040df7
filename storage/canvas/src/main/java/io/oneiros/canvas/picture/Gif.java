package io.oneiros.canvas.picture;

import java.io.IOException;

/** GIF: a header, then extensions and pictures, made of blocks of at most 255 bytes. */
final class Gif {
  private static final int EXTENSION = 0x21;
  private static final int PICTURE = 0x2C;
  private static final int BEFORE_FLAGS = 10;
  private static final int BEHIND_FLAGS = 2;
  private static final int PLACE = 8;

  private Gif() {}

  static void walk(Bytes in) throws IOException {
    in.skip(BEFORE_FLAGS);
    int flags = in.u8();
    in.skip(BEHIND_FLAGS);
    palette(in, flags);
    int kind = in.u8();
    while (kind == EXTENSION) {
      in.skip(1);
      blocks(in);
      kind = in.u8();
    }
    if (kind != PICTURE) {
      throw new DamagedPictureException("It has no pixels.");
    }
    in.skip(PLACE);
    palette(in, in.u8());
    in.skip(1);
    blocks(in);
  }

  private static void palette(Bytes in, int flags) throws IOException {
    if ((flags & 0x80) != 0) {
      in.skip(3L << (flags & 7) + 1);
    }
  }

  private static void blocks(Bytes in) throws IOException {
    for (int length = in.u8(); length > 0; length = in.u8()) {
      in.skip(length);
    }
  }
}

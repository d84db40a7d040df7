package io.oneiros.canvas.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** PNG: a signature, then chunks of length, name, content and checksum. */
public final class Png {
  private static final int SIGNATURE = 8;
  private static final int CHECKSUM = 4;

  private Png() {}

  static void walk(Bytes in) throws IOException {
    in.skip(SIGNATURE);
    boolean pixels = false;
    while (true) {
      long length = in.u32();
      String name = in.text(4);
      in.skip(length + CHECKSUM);
      pixels |= name.equals("IDAT");
      if (name.equals("IEND")) {
        if (!pixels) {
          throw new DamagedPictureException("It has no pixels.");
        }
        return;
      }
    }
  }

  /**
   * The content of the first chunk of that name.
   *
   * @param most bytes that are read; a longer chunk is passed over
   */
  public static Optional<byte[]> chunk(Path file, String wanted, int most) throws IOException {
    try (Bytes in = new Bytes(file)) {
      in.skip(SIGNATURE);
      while (true) {
        long length = in.u32();
        String name = in.text(4);
        if (name.equals(wanted) && length <= most) {
          return Optional.of(in.bytes((int) length));
        }
        in.skip(length + CHECKSUM);
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}

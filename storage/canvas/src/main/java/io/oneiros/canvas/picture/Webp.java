package io.oneiros.canvas.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** WebP: a RIFF file, chunks of name, length and content, each filled up to an even length. */
public final class Webp {
  private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L", "ALPH", "ANMF");
  private static final int HEADER = 12;
  private static final int LENGTH_AT = 4;
  private static final int NAME = 4;

  private Webp() {}

  static void walk(Bytes in, PictureLimits limits) throws IOException {
    in.skip(LENGTH_AT);
    long left = in.u32LittleEndian() - NAME;
    in.skip(NAME);
    boolean pixels = false;
    long beside = 0;
    while (left > NAME) {
      String name = in.text(NAME);
      long length = even(in.u32LittleEndian());
      boolean picture = PIXELS.contains(name);
      beside += picture ? 0 : length;
      limits.requireMetadata(beside);
      in.skip(length);
      left -= 2 * NAME + length;
      pixels |= picture && !name.equals("ALPH");
    }
    if (!pixels) {
      throw new DamagedPictureException("It has no pixels.");
    }
  }

  /**
   * The content of the first chunk of that name.
   *
   * @param most bytes that are read; a longer chunk is passed over
   */
  public static Optional<byte[]> chunk(Path file, String wanted, int most) throws IOException {
    try (Bytes in = new Bytes(file)) {
      in.skip(HEADER);
      while (true) {
        String name = in.text(NAME);
        long length = in.u32LittleEndian();
        if (name.equals(wanted) && length <= most) {
          return Optional.of(in.bytes((int) length));
        }
        in.skip(even(length));
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static long even(long length) {
    return length + (length & 1);
  }
}

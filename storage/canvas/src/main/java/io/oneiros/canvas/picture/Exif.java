package io.oneiros.canvas.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A picture's EXIF as one block, which begins as a TIFF file does. */
public final class Exif {
  private static final String HEADER = "Exif\0\0";

  /** Bytes of a block; one that a JPEG holds has 64 KiB at most. */
  private static final int MOST = 1 << 20;

  private static final int APP1 = 0xE1;
  private static final int ENTRY = 12;
  private static final short ORIENTATION = 0x0112;
  private static final short SHORT = 3;
  private static final short UPRIGHT = 1;

  private Exif() {}

  /** The block of a file; nothing where there is none, or the format has no place for it. */
  public static Optional<byte[]> of(Path file, PictureFile format) throws IOException {
    return switch (format) {
      case PNG -> Png.chunk(file, "eXIf", MOST);
      case JPEG -> Jpeg.segment(file, APP1, HEADER);
      case WEBP -> Webp.chunk(file, "EXIF", MOST).map(Exif::bare);
      case GIF, BMP -> Optional.empty();
    };
  }

  /** How the camera held the picture of a file; upright where it does not say so, or unreadably. */
  public static Orientation orientation(Path file, PictureFile format) throws IOException {
    return of(file, format).map(Exif::orientation).orElse(Orientation.UPRIGHT);
  }

  /** What a block says of how the camera was held; upright if it does not, or is damaged. */
  public static Orientation orientation(byte[] block) {
    ByteBuffer tiff = ByteBuffer.wrap(block);
    try {
      int entry = orientationAt(tiff);
      return entry < 0 || tiff.getShort(entry + 2) != SHORT
          ? Orientation.UPRIGHT
          : Orientation.of(tiff.getShort(entry + 8));
    } catch (IndexOutOfBoundsException e) {
      return Orientation.UPRIGHT;
    }
  }

  /**
   * The same block for a picture whose pixels have been turned upright: its orientation, if it has
   * one, is 1. Its thumbnail, which shows the picture as it was, belongs to it no more. Everything
   * else stays where it is, as notes of a camera's maker hold places within the block.
   *
   * @return nothing if the block is damaged
   */
  public static Optional<byte[]> upright(byte[] block) {
    byte[] result = block.clone();
    ByteBuffer tiff = ByteBuffer.wrap(result);
    try {
      int entry = orientationAt(tiff);
      if (entry >= 0) {
        tiff.putShort(entry + 2, SHORT).putInt(entry + 4, 1).putShort(entry + 8, UPRIGHT);
      }
      // The place of the next directory, which is the thumbnail's.
      tiff.putInt(entries(tiff) + number(tiff) * ENTRY, 0);
      return Optional.of(result);
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /**
   * Place of the first directory's entry, negative if it has none; sets the block's byte order.
   *
   * @throws IndexOutOfBoundsException if the block is damaged
   */
  private static int orientationAt(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (tiff.get(0) != tiff.get(1) || tiff.getShort(2) != 42) {
      throw new IndexOutOfBoundsException("no TIFF");
    }
    int from = entries(tiff);
    for (int i = 0; i < number(tiff); i++) {
      if (tiff.getShort(from + i * ENTRY) == ORIENTATION) {
        return from + i * ENTRY;
      }
    }
    return -1;
  }

  private static int entries(ByteBuffer tiff) {
    return tiff.getInt(4) + Short.BYTES;
  }

  private static int number(ByteBuffer tiff) {
    return tiff.getShort(tiff.getInt(4)) & 0xFFFF;
  }

  private static byte[] bare(byte[] block) {
    byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
    return Arrays.mismatch(block, header) == header.length
        ? Arrays.copyOfRange(block, header.length, block.length)
        : block;
  }
}

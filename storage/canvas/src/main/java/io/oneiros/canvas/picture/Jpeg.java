package io.oneiros.canvas.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** JPEG: segments behind markers; behind a start of scan, coded pixels up to the next marker. */
public final class Jpeg {
  /** Cameras and editors write a dozen at most; each is one more pass over the whole picture. */
  private static final int MOST_SCANS = 100;

  private static final int MARK = 0xFF;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xD0;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private Jpeg() {}

  static void walk(Bytes in) throws IOException {
    int scans = 0;
    int marker = marker(in);
    while (marker != END_OF_IMAGE) {
      if (!alone(marker)) {
        in.skip(length(in));
      }
      if (marker == START_OF_SCAN && ++scans > MOST_SCANS) {
        throw new DamagedPictureException(
            "It has more than %d scans, each as much work as a picture.".formatted(MOST_SCANS));
      }
      marker = marker(in);
    }
    if (scans == 0) {
      throw new DamagedPictureException("It has no pixels.");
    }
  }

  /**
   * The content of the first segment of that marker that begins so, without the beginning; before
   * the first scan.
   */
  public static Optional<byte[]> segment(Path file, int wanted, String start) throws IOException {
    byte[] beginning = start.getBytes(StandardCharsets.ISO_8859_1);
    try (Bytes in = new Bytes(file)) {
      int marker = marker(in);
      while (marker != END_OF_IMAGE && marker != START_OF_SCAN) {
        if (marker == wanted) {
          byte[] content = in.bytes(length(in));
          if (Arrays.mismatch(content, beginning) == beginning.length) {
            return Optional.of(Arrays.copyOfRange(content, beginning.length, content.length));
          }
        } else if (!alone(marker)) {
          in.skip(length(in));
        }
        marker = marker(in);
      }
      return Optional.empty();
    } catch (EOFException | DamagedPictureException e) {
      return Optional.empty();
    }
  }

  /** The next one, past coded pixels, in which a mark is followed by zero or counts a restart. */
  private static int marker(Bytes in) throws IOException {
    while (true) {
      int code = in.u8();
      if (code == MARK) {
        while (code == MARK) {
          code = in.u8();
        }
        if (code != 0 && !(code >= FIRST_RESTART && code < START_OF_IMAGE)) {
          return code;
        }
      }
    }
  }

  private static boolean alone(int marker) {
    return marker == START_OF_IMAGE || marker == TEMPORARY;
  }

  private static int length(Bytes in) throws IOException {
    int length = in.u16() - 2;
    if (length < 0) {
      throw new DamagedPictureException(
          "A segment in it has a length of %d.".formatted(length + 2));
    }
    return length;
  }
}

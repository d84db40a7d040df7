package io.oneiros.canvas.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** JPEG: segments behind markers; behind a start of scan, coded pixels up to the next marker. */
public final class Jpeg {
  /** Bytes of a frame's header before what it says of each component. */
  private static final int FRAME = 6;

  /** Tables and reserved ones among the markers of frames. */
  private static final Set<Integer> NO_FRAMES = Set.of(0xC4, 0xC8, 0xCC);

  private static final Set<Integer> PROGRESSIVE = Set.of(0xC2, 0xC6, 0xCA, 0xCE);
  private static final int MARK = 0xFF;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xD0;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private Jpeg() {}

  static void walk(Bytes in, PictureLimits limits) throws IOException {
    int scans = 0;
    long beside = 0;
    int marker = marker(in);
    while (marker != END_OF_IMAGE) {
      if (!alone(marker)) {
        int length = length(in);
        beside += length;
        limits.requireMetadata(beside);
        in.skip(length);
      }
      if (marker == START_OF_SCAN) {
        limits.requireScans(++scans);
      }
      marker = marker(in);
    }
    if (scans == 0) {
      throw new DamagedPictureException("It has no pixels.");
    }
  }

  /**
   * How a picture is coded.
   *
   * @param components 1 of grey, 3 of colours, 4 of inks
   * @param samples of all components, of each pixel: 1.5 where colours are halved both ways
   * @param severalScans so that a decoder holds all coefficients, of two bytes, until the last
   */
  public record Frame(int components, double samples, boolean severalScans) {}

  /** Nothing where the file does not say so as it should. */
  public static Optional<Frame> frame(Path file) throws IOException {
    try (Bytes in = new Bytes(file)) {
      int components = 0;
      double samples = 0;
      while (true) {
        int marker = marker(in);
        if (marker == END_OF_IMAGE) {
          return Optional.empty();
        }
        if (alone(marker)) {
          continue;
        }
        byte[] content = in.bytes(length(in));
        if (marker == START_OF_SCAN) {
          return content.length == 0
              ? Optional.empty()
              : Optional.of(new Frame(components, samples, content[0] < components));
        }
        if (startsAFrame(marker) && content.length >= FRAME) {
          components = content[FRAME - 1];
          samples = samples(content, components);
          if (PROGRESSIVE.contains(marker)) {
            return Optional.of(new Frame(components, samples, true));
          }
        }
      }
    } catch (EOFException | DamagedPictureException e) {
      return Optional.empty();
    }
  }

  private static boolean startsAFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && !NO_FRAMES.contains(marker);
  }

  /** Of each component, how many there are across and down where the finest has most. */
  private static double samples(byte[] frame, int components) {
    int all = 0;
    int across = 1;
    int down = 1;
    for (int at = FRAME + 1; at < frame.length && at < FRAME + 3 * components; at += 3) {
      int horizontal = frame[at] >> 4 & 0xF;
      int vertical = frame[at] & 0xF;
      all += horizontal * vertical;
      across = Math.max(across, horizontal);
      down = Math.max(down, vertical);
    }
    return (double) all / (across * down);
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

package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Rect;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a file may say that pixels are transparent. The left half of each picture is,
 * and is black where it is looked at; the right one is 0x0000C8, or the grey of that blue.
 */
class TransparencyTest {
  private static final int WIDTH = 16;
  private static final int HEIGHT = 16;
  private static final int BLUE = 0xC8;

  /** Lossy with compressed alpha, as encoders write it unless they are told otherwise. */
  private static final String LOSSY =
      "UklGRmIAAABXRUJQVlA4WAoAAAAQAAAADwAADwAAQUxQSA8AAAABEBIQ/p+WZDUiJoA0fwEAVlA4ICwAAABwAQCdASoQABAAAsBMJaACdAFAAAD+9Vi//qDP/9QZ//qDP2kb3pa4GgAAAA==";

  private static final String LOSSLESS =
      "UklGRiQAAABXRUJQVlA4TBcAAAAvD8ADEA8QMcjzHwmxYDJ/6e4MIvofugA=";

  @TempDir Path folder;

  static Stream<Arguments> files() throws IOException {
    BufferedImage colours = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    int[] pixels = new int[WIDTH / 2 * HEIGHT];
    Arrays.fill(pixels, 0xFF000000 | BLUE);
    colours.setRGB(WIDTH / 2, 0, WIDTH / 2, HEIGHT, pixels, 0, WIDTH / 2);
    return Stream.of(
        arguments("PNG with alpha", Pictures.encode(colours, "png"), BLUE),
        arguments("GIF", Pictures.encode(colours, "gif"), BLUE),
        arguments("lossless WebP", Base64.getDecoder().decode(LOSSLESS), BLUE),
        arguments("lossy WebP", Base64.getDecoder().decode(LOSSY), BLUE),
        arguments("grey of 1 bit", grey(1, 0, 1), 0xFFFFFF),
        arguments("grey of 1 bit, white clear", grey(1, 1, 0), 0x000000),
        arguments("grey of 2 bits", grey(2, 1, 2), 0xAAAAAA),
        arguments("grey of 4 bits", grey(4, 3, 12), 0xCCCCCC),
        arguments("grey of 8 bits", grey(8, 5, 200), 0xC8C8C8),
        arguments("grey of 16 bits", grey(16, 5, 200 * 257), 0xC8C8C8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void whiteIsBehindIt(String name, byte[] file, int opaque) throws IOException {
    Path upload = Files.write(folder.resolve("upload"), file);
    for (long heapPixels : new long[] {Long.MAX_VALUE, 0}) {
      Decoder decoder = new Decoder(Pictures.atMost(1000), heapPixels, 1 << 30, folder);
      try (Picture picture = decoder.decode(upload, "picture")) {
        assertThat(at(picture, 3)).as("%d on the heap", heapPixels).isEqualTo(0xFFFFFF);
        assertNear(at(picture, 12), opaque);
      }
    }
  }

  @Test
  void whatItsDecoderDoesNotReadIsRefused() throws IOException {
    byte[] webp = Base64.getDecoder().decode(LOSSY);
    byte[] raw = Arrays.copyOf(webp, webp.length);
    // The first byte of ALPH: not compressed.
    raw[38] = 0;
    Path upload = Files.write(folder.resolve("upload"), raw);

    assertThatThrownBy(() -> new Decoder(Pictures.atMost(1000)).decode(upload, "picture"))
        .hasMessageContaining("alpha")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE));
  }

  private static int at(Picture picture, int x) {
    return picture.rgb(new Rect(x, HEIGHT / 2, 1, 1))[0];
  }

  private static void assertNear(int rgb, int expected) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertThat(rgb >> shift & 255)
          .isBetween((expected >> shift & 255) - 12, (expected >> shift & 255) + 12);
    }
  }

  /** A PNG of two greys, the left one clear. */
  private static byte[] grey(int depth, int clear, int opaque) throws IOException {
    ByteBuffer rows = ByteBuffer.allocate(HEIGHT * (1 + WIDTH * depth / 8));
    for (int y = 0; y < HEIGHT; y++) {
      rows.put((byte) 0);
      int bits = 0;
      int held = 0;
      for (int x = 0; x < WIDTH; x++) {
        bits = bits << depth | (x < WIDTH / 2 ? clear : opaque);
        held += depth;
        for (; held >= 8; held -= 8) {
          rows.put((byte) (bits >> held - 8));
        }
      }
    }
    byte[] png = Pictures.encode(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    png[24] = (byte) depth;
    byte[] file = Bombs.png(png, WIDTH, HEIGHT, Bombs.deflated(rows.array()));
    return Pictures.withChunk(file, "tRNS", new byte[] {(byte) (clear >> 8), (byte) clear});
  }
}

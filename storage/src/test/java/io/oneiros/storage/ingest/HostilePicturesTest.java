package io.oneiros.storage.ingest;

import static io.oneiros.storage.ingest.Bombs.ascii;
import static io.oneiros.storage.ingest.Bombs.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.processes.Bounded;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

/** Each is decoded or refused soon, in little memory. */
class HostilePicturesTest {
  private static final long MAX_PIXELS = 1_000_000;
  private static final long MEMORY = 64 << 20;
  private static final Size SIZE = new Size(64, 48);
  private static final BufferedImage IMAGE = Pictures.gradient(64, 48, BufferedImage.TYPE_INT_RGB);

  @TempDir Path folder;

  static Stream<Arguments> refused() throws IOException {
    byte[] png = Pictures.encode(IMAGE, "png");
    byte[] jpeg = Pictures.encode(IMAGE, "jpeg");
    byte[] progressive = Bombs.progressive(IMAGE);
    byte[] gif = Pictures.encode(IMAGE, "gif");
    byte[] zeros = Bombs.zeros(300);
    return Stream.of(
        arguments(
            "header of 60,000 x 60,000", Bombs.png(png, 60_000, 60_000, zeros), "too-many-pixels"),
        arguments("a pixel too many", Bombs.png(png, 1001, 1000, zeros), "too-many-pixels"),
        arguments("a row of 70,000", Bombs.png(png, 70_000, 1, zeros), "too-many-pixels"),
        arguments("40 MB of segments", Bombs.segments(jpeg, 640), "not-a-picture"),
        arguments("no width", Bombs.png(png, 0, 9, zeros), "not-a-picture"),
        arguments("negative width", Bombs.png(png, -5, 9, zeros), "not-a-picture"),
        arguments("endless EXIF", Bombs.endlessChunk(png, "eXIf"), "not-a-picture"),
        arguments("endless palette", Bombs.endlessChunk(png, "PLTE"), "not-a-picture"),
        arguments("PNG without its end", Arrays.copyOf(png, png.length - 12), "not-a-picture"),
        arguments("PNG's header alone", Arrays.copyOf(png, 33), "not-a-picture"),
        arguments("JPEG without its end", Arrays.copyOf(jpeg, jpeg.length - 2), "not-a-picture"),
        arguments("half a JPEG", Arrays.copyOf(jpeg, jpeg.length * 4 / 5), "not-a-picture"),
        arguments(
            "half a progressive JPEG",
            Arrays.copyOf(progressive, progressive.length / 2),
            "not-a-picture"),
        arguments(
            "JPEG cut off and ended",
            joined(Arrays.copyOf(jpeg, 300), Bombs.END_OF_IMAGE),
            "not-a-picture"),
        arguments("20,000 scans", Bombs.scans(progressive, 20_000), "not-a-picture"),
        arguments(
            "JPEG of nothing", joined(Arrays.copyOf(jpeg, 3), Bombs.END_OF_IMAGE), "not-a-picture"),
        arguments("half a GIF", Arrays.copyOf(gif, gif.length / 2), "not-a-picture"),
        arguments("GIF without a picture", ascii("GIF89a\1\0\1\0\0\0\0;"), "not-a-picture"),
        arguments("BMP that is a PNG", Bombs.bmp(0, 5, png.length, 0, png), "not-a-picture"),
        arguments(
            "BMP that is an endless JPEG", Bombs.bmp(0, 4, 0x7FFFFFF0, 0, jpeg), "not-a-picture"),
        arguments(
            "BMP of endless runs", Bombs.bmp(8, 1, 0x7FFFFFF0, 0, new byte[1100]), "not-a-picture"),
        arguments(
            "BMP of endless colours",
            Bombs.bmp(8, 0, 0, 0x1FFFFFFF, new byte[1100]),
            "not-a-picture"),
        arguments("half a WebP", Arrays.copyOf(Pictures.WEBP, 24), "not-a-picture"),
        arguments(
            "WebP whose codes go on for ever",
            base64("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAgcQ/Y/+ByKi/wEA"),
            "not-a-picture"),
        arguments(
            "WebP whose tables go on for ever",
            base64("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+FyKi/wEA"),
            "not-a-picture"),
        arguments(
            "SVG",
            ascii("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
            "not-a-picture"),
        arguments("script", ascii("<html><script>alert(1)</script></html>"), "not-a-picture"),
        arguments("TIFF", ascii("II*\0\b\0\0\0"), "not-a-picture"),
        arguments("zip", joined(ascii("PK\3\4"), png), "not-a-picture"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, byte[] file, String code) throws Exception {
    Bounded.run(
        MEMORY,
        () ->
            assertThatThrownBy(() -> decode(file))
                .isInstanceOfSatisfying(
                    ProblemException.class,
                    e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.of(code))));
  }

  static Stream<Arguments> limited() throws IOException {
    byte[] png = Pictures.encode(IMAGE, "png");
    byte[] jpeg = Pictures.encode(IMAGE, "jpeg");
    return Stream.of(
        arguments(Bombs.png(png, 1001, 1000, new byte[9]), "max-pixels", "1001000", "1000000"),
        arguments(Bombs.png(png, 70_000, 1, new byte[9]), "max-side", "70000 x 1", "65535"),
        arguments(Bombs.segments(jpeg, 640), "max-metadata-bytes", "335", "33554432"),
        arguments(Bombs.scans(Bombs.progressive(IMAGE), 200), "max-scans", "101", "100"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void limited(byte[] file, String setting, String value, String limit) {
    assertThatThrownBy(() -> decode(file))
        .hasMessageContaining(value)
        .hasMessageContaining(limit)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().setting()).isEqualTo("oneiros.limits." + setting));
  }

  static Stream<Arguments> taken() throws IOException {
    byte[] png = Pictures.encode(IMAGE, "png");
    byte[] jpeg = Pictures.encode(IMAGE, "jpeg");
    byte[] gif = Pictures.encode(IMAGE, "gif");
    byte[] zeros = Bombs.zeros(1000);
    byte[] other = Pictures.encode(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "gif");
    int palette = 3 << (other[10] & 7) + 1;
    byte[] secondFrame = Arrays.copyOfRange(other, 13 + palette, other.length);
    return Stream.of(
        arguments(
            "text that inflates to 1 GB",
            Pictures.withChunk(png, "zTXt", joined(ascii("Comment\0\0"), zeros)),
            SIZE),
        arguments(
            "international text of 1 GB",
            Pictures.withChunk(png, "iTXt", joined(ascii("Comment\0\1\0\0\0"), zeros)),
            SIZE),
        arguments(
            "colour profile of 1 GB",
            Pictures.withChunk(png, "iCCP", joined(ascii("p\0\0"), zeros)),
            SIZE),
        arguments("EXIF of 5 MB", Pictures.withChunk(png, "eXIf", new byte[5_000_000]), SIZE),
        arguments("more pixels than its header says", Bombs.png(png, 64, 48, zeros), SIZE),
        arguments("5 MB of segments", Bombs.segments(jpeg, 80), SIZE),
        arguments("GIF and script", joined(gif, ascii("/*'*/=alert(1);")), SIZE),
        arguments("PNG and zip", joined(png, ascii("PK\3\4 and so on")), SIZE),
        arguments("JPEG and another", joined(jpeg, jpeg), SIZE),
        arguments(
            "GIF that moves: its first picture",
            joined(Arrays.copyOf(gif, gif.length - 1), secondFrame),
            SIZE),
        arguments(
            "PNG that moves: its first picture",
            Pictures.withChunk(png, "acTL", new byte[8]),
            SIZE),
        arguments(
            "one column",
            Pictures.encode(Pictures.gradient(1, 900, BufferedImage.TYPE_INT_RGB), "png"),
            new Size(1, 900)),
        arguments(
            "one row",
            Pictures.encode(Pictures.gradient(900, 1, BufferedImage.TYPE_INT_RGB), "jpeg"),
            new Size(900, 1)),
        arguments("four inks", Bombs.cmyk(32, 16, 0, 255, 255, 0), new Size(32, 16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void taken(String name, byte[] file, Size size) throws Exception {
    Bounded.run(
        MEMORY,
        () -> {
          Picture picture = decode(file);
          assertThat(picture.size()).isEqualTo(size);
          assertThat(picture.rgb(size.whole())).hasSize((int) size.pixels());
        });
    Bounded.run(MEMORY, () -> FileMetadata.of(folder.resolve("upload")));
  }

  @Test
  void fourInksAreTheirColour() throws IOException {
    int rgb = decode(Bombs.cmyk(16, 16, 0, 255, 255, 0)).rgb(new Rect(4, 4, 1, 1))[0];

    assertThat(rgb >> 16 & 255).as("red").isGreaterThan(200);
    assertThat(rgb >> 8 & 255).as("green").isLessThan(70);
    assertThat(rgb & 255).as("blue").isLessThan(70);
  }

  /** What the fuzz has found. */
  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private Picture decode(byte[] file) throws IOException {
    return new Decoder(Pictures.atMost(MAX_PIXELS))
        .decode(Files.write(folder.resolve("upload"), file), "picture");
  }
}

package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures whose pixels lie in a file while they are worked on. */
class DecoderOnDiskTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void picturesTooLargeForTheHeapAreTheSame(int type) throws IOException {
    BufferedImage image = Pictures.gradient(37, 21, type);
    for (String format : new String[] {"png", "gif", "bmp", "jpeg"}) {
      if (ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format)
          .hasNext()) {
        byte[] file = Pictures.encode(image, format);
        Picture mapped = decode(file, Pictures.onDisk(10_000, folder));
        assertThat(rgb(mapped))
            .as(format)
            .isEqualTo(rgb(decode(file, new Decoder(Pictures.atMost(10_000)))));
      }
    }
  }

  @Test
  void picturesThatTogetherHoldTooMuchAreDecodedOneAfterTheOther() throws Exception {
    Decoder decoder = new Decoder(Pictures.atMost(10_000), 0, 4096, folder);
    byte[] gif = Pictures.encode(Pictures.gradient(37, 21, BufferedImage.TYPE_BYTE_GRAY), "gif");
    Path file = Files.write(folder.resolve("held.gif"), gif);
    Picture first = decoder.decode(file, "picture");
    CompletableFuture<Size> second =
        CompletableFuture.supplyAsync(
            () -> {
              try (Picture picture = decoder.decode(file, "picture")) {
                return picture.size();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    first.close();
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(new Size(37, 21));
    decoder.decode(file, "picture").close();
  }

  @Test
  void diskWithoutRoomIsNotThePicturesFault() throws IOException {
    byte[] png = Pictures.encode(Pictures.gradient(60, 60, BufferedImage.TYPE_INT_RGB), "png");
    Path gone = folder.resolve("gone");
    assertThatThrownBy(() -> decode(png, Pictures.onDisk(10_000, gone)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 MB for a picture's pixels cannot be had in " + gone);
  }

  @Test
  void pixelsInAFileLeaveNoFileBehind() throws IOException {
    byte[] png = Pictures.encode(Pictures.gradient(60, 60, BufferedImage.TYPE_INT_RGB), "png");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    decode(png, Pictures.onDisk(10_000, scratch)).close();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pixelsInAFileHoldItUntilThePictureIsClosed() throws IOException {
    byte[] png = Pictures.encode(Pictures.gradient(60, 60, BufferedImage.TYPE_INT_RGB), "png");
    Path scratch = Files.createDirectory(folder.resolve("held"));
    Picture picture = decode(png, Pictures.onDisk(10_000, scratch));
    assertThat(openIn(scratch)).isEqualTo(1);
    picture.close();
    assertThat(openIn(scratch)).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pixelsThatCannotBeDecodedHoldNoFile() throws IOException {
    byte[] png = Pictures.encode(Pictures.gradient(60, 60, BufferedImage.TYPE_INT_RGB), "png");
    Arrays.fill(png, 50, 200, (byte) 7);
    Path scratch = Files.createDirectory(folder.resolve("broken"));
    assertThatThrownBy(() -> decode(png, Pictures.onDisk(10_000, scratch)))
        .isInstanceOf(ProblemException.class);
    assertThat(openIn(scratch)).isZero();
  }

  /** Files that this process has open there, deleted ones too. */
  private static long openIn(Path folder) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(descriptor -> target(descriptor).startsWith(folder + "/")).count();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  private static int[] rgb(Picture picture) throws IOException {
    return picture.rgb(picture.size().whole());
  }

  private Picture decode(byte[] bytes, Decoder decoder) throws IOException {
    return decoder.decode(Files.write(folder.resolve("upload"), bytes), "picture");
  }
}

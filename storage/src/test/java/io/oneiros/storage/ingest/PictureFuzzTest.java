package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.Orientation;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.processes.Bounded;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is decoded or refused. */
class PictureFuzzTest {
  private static final int MAX_PIXELS = 100_000;
  private static final long MEMORY = 64 << 20;
  private static final Set<ProblemCode> REFUSALS =
      Set.of(ProblemCode.NOT_A_PICTURE, ProblemCode.TOO_MANY_PIXELS);

  @TempDir Path folder;

  static Stream<byte[]> seeds() throws IOException {
    BufferedImage image = Pictures.gradient(24, 16, BufferedImage.TYPE_INT_RGB);
    byte[] exif = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6);
    byte[] jpeg = Pictures.encode(image, "jpeg");
    byte[] png = Pictures.encode(image, "png");
    return Stream.of(
        Pictures.withExif(jpeg, exif),
        Pictures.withProfile(jpeg, Pictures.displayP3()),
        Bombs.progressive(image),
        Bombs.cmyk(16, 16, 9, 99, 199, 0),
        Pictures.withChunk(png, "eXIf", exif),
        Pictures.withProfile(png, Pictures.displayP3()),
        Pictures.encode(Pictures.gradient(9, 9, BufferedImage.TYPE_INT_ARGB), "png"),
        Pictures.encode(Pictures.gradient(9, 9, BufferedImage.TYPE_USHORT_GRAY), "png"),
        Pictures.encode(Pictures.gradient(9, 9, BufferedImage.TYPE_BYTE_BINARY), "png"),
        Pictures.encode(image, "gif"),
        Pictures.encode(image, "bmp"),
        ExifBlocks.webp(exif));
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "pictures.dict")
  @FuzzTest
  void pictureIsDecodedOrRefused(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("upload"), input);
    Bounded.run(MEMORY, () -> look(file));
  }

  private void look(Path file) throws IOException {
    int[] pixels;
    try (Picture picture = new Decoder(Pictures.atMost(MAX_PIXELS)).decode(file, "picture")) {
      pixels = picture.rgb(picture.size().whole());
      assertThat((long) pixels.length)
          .isEqualTo(picture.size().pixels())
          .isBetween(1L, (long) MAX_PIXELS);
      assertThat(Arrays.stream(pixels).allMatch(rgb -> rgb >>> 24 == 0)).isTrue();
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isIn(REFUSALS);
      assertThat(e.problem().detail()).startsWith("The picture ");
      return;
    }
    try (Picture large = Pictures.onDisk(MAX_PIXELS, folder).decode(file, "picture")) {
      assertThat(large.rgb(large.size().whole())).isEqualTo(pixels);
    }
    upright(FileMetadata.of(file).exif());
  }

  private static void upright(byte[] exif) {
    if (exif != null) {
      assertThat(Exif.orientation(exif)).isEqualTo(Orientation.UPRIGHT);
    }
  }
}

package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oneiros.canvas.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of the memory that decoders hold, held to what a process takes. */
@EnabledOnOs(OS.LINUX)
class DecoderMemoryTest {
  private static final long MEGABYTE = 1 << 20;

  /** What the process takes besides: classes, compiled code, buffers, garbage. */
  private static final long BESIDES = 100 * MEGABYTE;

  @TempDir Path folder;

  /** Nearly as large as are taken with such a heap. */
  static Stream<Arguments> files() throws IOException {
    return Stream.of(
        arguments(PictureFile.JPEG, 2000, progressiveInks(2000)),
        arguments(
            PictureFile.JPEG,
            4000,
            Bombs.cmyk(4000, 4000, ImageWriteParam.MODE_DISABLED, 0, 9, 99, 0)),
        arguments(PictureFile.WEBP, 4000, Pictures.webp(4000, 4000)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("files")
  void decodersHoldWhatIsSaid(PictureFile format, int side, byte[] file) throws Exception {
    Path path = Files.write(folder.resolve("file"), file);
    long pixels = (long) side * side;
    long held =
        Readers.held(
            path, format, pixels, pixels > DecodingProcess.HEAP / 2 / Readers.MOST_OF_A_PIXEL);

    assertThat(held).isBetween(60 * MEGABYTE, DecodingProcess.HEAP / 2);
    assertThat(DecodingProcess.memory(path, 1)).isBetween(held / 2, held + BESIDES);
  }

  @Test
  void severalAtATimeHoldNoMoreThanOneMay() throws Exception {
    Path path = Files.write(folder.resolve("file"), progressiveInks(2000));

    assertThat(DecodingProcess.memory(path, 6))
        .isLessThan(DecodingProcess.HEAP + DecodingProcess.HEAP / 2 + BESIDES / 2);
  }

  private static byte[] progressiveInks(int side) throws IOException {
    return Bombs.cmyk(side, side, ImageWriteParam.MODE_DEFAULT, 0, 9, 99, 0);
  }
}

package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.processes.Bounded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is measured or refused, and costs what its file is long. */
class HeaderFuzzTest {
  private static final long MEMORY = 16 << 20;

  @TempDir Path folder;

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(List.of(PicturesTest.webp()));
    for (String format : List.of("png", "jpeg", "gif", "bmp")) {
      seeds.add(PicturesTest.encoded(format));
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void headerIsReadOrRefused(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("upload"), input);
    Bounded.run(MEMORY, () -> look(file));
  }

  private static void look(Path file) throws IOException {
    try {
      Pictures.Header header = Pictures.header(file, "mask", PictureLimits.DEFAULTS);
      assertThat(header.mediaType()).startsWith("image/");
      assertThat(header.size().pixels()).isPositive();
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE);
      assertThat(e.problem().detail()).startsWith("The part 'mask' ");
    }
  }
}

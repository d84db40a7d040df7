package io.oneiros.engine.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real file, cut off and altered. */
class AlteredInceptionV3IT {
  /** The file describes itself in its last bytes; weights come before. */
  private static final int DESCRIPTION = 64_000;

  private static byte[] file;

  @BeforeAll
  static void pull() throws IOException {
    Path models = Path.of(System.getProperty("oneiros.models", "target/models"));
    file = Files.readAllBytes(new Zoo(models, null).pull(Zoo.DEFAULT, Progress.NONE));
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    for (int length : new int[] {8, 1000, DESCRIPTION, file.length / 2, file.length - 1000}) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(cut), "the first %d bytes", length)
          .isInstanceOf(NetworkFileException.class);
    }
  }

  @Test
  void anyByteMayBeWrongWithoutAnyOtherError() {
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      int at = file.length - 1 - random.nextInt(DESCRIPTION);
      byte right = file[at];
      file[at] = (byte) random.nextInt();
      try {
        read(file);
      } catch (NetworkFileException e) {
        refused++;
      } finally {
        file[at] = right;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  private static void read(byte[] bytes) {
    TfliteFile.read(ByteBuffer.wrap(bytes), "graph.lite");
  }
}

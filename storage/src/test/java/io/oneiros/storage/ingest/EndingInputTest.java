package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingInputTest {
  private static final int INTS = 10_000;

  @TempDir Path folder;

  @Test
  void numbersAreWholeWhereverTheyLie() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 + INTS * Integer.BYTES).put((byte) 0);
    for (int i = 0; i < INTS; i++) {
      bytes.putInt(i);
    }
    try (EndingInput in = new EndingInput(file(bytes.array()))) {
      assertThat(in.read()).isZero();
      for (int i = 0; i < INTS; i++) {
        assertThat(in.readInt()).isEqualTo(i);
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsLeftIsReadAtTheEndAndThenNothing() throws IOException {
    try (EndingInput in = new EndingInput(file(new byte[] {1, 2, 3}))) {
      assertThat(in.read(new byte[5], 0, 5)).isEqualTo(3);
      assertThat(in.read(new byte[5], 0, 5)).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
      assertThatThrownBy(in::readInt).isInstanceOf(EOFException.class);
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }
}

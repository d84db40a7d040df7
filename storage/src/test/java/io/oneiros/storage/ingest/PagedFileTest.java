package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PagedFileTest {
  /** More than is in memory at a time, and no whole number of pages. */
  private static final int SIZE = (40 << 20) + 12;

  @TempDir Path folder;

  @Test
  void keepsWhatIsWrittenAnywhereInAnyOrder() throws IOException {
    PagedFile file = new PagedFile(folder, SIZE);
    byte[] expected = new byte[SIZE];
    Random random = new Random(7);
    for (int i = 0; i < 300_000; i++) {
      int at = random.nextInt(SIZE);
      expected[at] = (byte) random.nextInt();
      file.put(at, expected[at]);
    }
    byte[] found = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      found[i] = file.get(i);
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void numbersOfTwoAndFourBytesAreKeptToTheEnd() throws IOException {
    PagedFile file = new PagedFile(folder, SIZE);
    for (int at = 0; at < SIZE; at += 4) {
      file.putInt(at, at * 31);
    }
    for (int at = 0; at < SIZE; at += 4) {
      assertThat(file.getInt(at)).isEqualTo(at * 31);
    }
    file.putShort(SIZE - 2, (short) -2);
    assertThat(file.getShort(SIZE - 2)).isEqualTo((short) -2);
    assertThat(file.getShort(0)).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void diskThatIsFullIsNotKeptFull() throws IOException {
    FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    assertThatIOException()
        .isThrownBy(() -> new PagedFile(full, SIZE))
        .withMessageContaining("space");
    assertThat(full.isOpen()).isFalse();
  }
}

package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripsTest {
  private static final long MOST = 16 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 16_384, 21_846, 30_000, 65_535, 5_000_000})
  void stripOfAWidePictureTakesNoMoreMemory(int width) {
    for (int chunk : new int[] {1, 3, 205, 256}) {
      int rows = Strips.rows(width, chunk);
      assertThat(rows).isBetween(1, chunk);
      assertThat(3L * width * rows).isLessThanOrEqualTo(MOST);
    }
  }

  @Test
  void usualStripIsAsHighAsAChunkAndARowIsNeverCut() {
    assertThat(Strips.rows(16_384, 256)).isEqualTo(256);
    assertThat(Strips.rows(65_535, 256)).isEqualTo(64);
    assertThat(Strips.rows(100_000_000, 256)).isEqualTo(1);
  }
}

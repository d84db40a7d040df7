package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.picture.Orientation;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private static final Size STORED = new Size(3, 2);
  private static final int[] BLOCK = {1, 2, 3, 4, 5, 6};

  /** What a viewer shows of the stored rows 123 and 456. */
  @ParameterizedTest
  @CsvSource({
    "1, 123456",
    "2, 321654",
    "3, 654321",
    "4, 456123",
    "5, 142536",
    "6, 415263",
    "7, 635241",
    "8, 362514",
    "0, 123456",
    "9, 123456"
  })
  void turnsTheBlockUpright(int exif, String upright) {
    StringBuilder text = new StringBuilder();
    for (int pixel : Orientation.of(exif).turn(BLOCK, 3, 2)) {
      text.append(pixel);
    }
    assertThat(text).hasToString(upright);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void partIsWhatTheWholeHasThere(int exif) {
    Orientation orientation = Orientation.of(exif);
    Size upright = orientation.upright(STORED);
    int[] whole = orientation.turn(BLOCK, 3, 2);
    for (int y = 0; y < upright.height(); y++) {
      for (int x = 0; x < upright.width(); x++) {
        Rect stored = orientation.stored(new Rect(x, y, 1, 1), STORED);
        assertThat(BLOCK[stored.y() * 3 + stored.x()]).isEqualTo(whole[y * upright.width() + x]);
      }
    }
  }

  @Test
  void quarterTurnsSwapTheSides() {
    assertThat(Orientation.of(6).upright(STORED)).isEqualTo(new Size(2, 3));
    assertThat(Orientation.of(3).upright(STORED)).isEqualTo(STORED);
  }
}

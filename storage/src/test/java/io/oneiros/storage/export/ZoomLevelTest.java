package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DeepZoom;
import io.oneiros.contract.Size;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoomLevelTest {
  private record Tile(byte[] rgb, int width) {}

  /** Every tile there is comes once, in the size it has; the last level is the picture. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "256, 256", "257, 255", "700, 513", "1, 600", "1030, 3"})
  void tilesCoverEveryLevelOnce(int width, int height) {
    Size picture = new Size(width, height);
    byte[][] rows = random(width, height);
    Map<String, Tile> tiles = pyramid(rows, picture);
    int count = 0;
    for (int level = 0; level <= DeepZoom.levels(picture); level++) {
      Size size = DeepZoom.size(picture, level);
      for (int row = 0; DeepZoom.has(picture, level, 0, row); row++) {
        for (int column = 0; DeepZoom.has(picture, level, column, row); column++, count++) {
          Tile tile = tiles.get(level + "/" + column + "_" + row);
          int across = Math.min(256, size.width() - 256 * column);
          assertThat(tile.width()).isEqualTo(across);
          assertThat(tile.rgb()).hasSize(3 * across * Math.min(256, size.height() - 256 * row));
        }
      }
    }
    assertThat(tiles).hasSize(count);
    Tile last = tiles.get(DeepZoom.levels(picture) + "/0_0");
    assertThat(last.rgb()[0]).isEqualTo(rows[0][0]);
    assertThat(DeepZoom.size(picture, 0)).isEqualTo(new Size(1, 1));
  }

  @Test
  void aPixelIsTheMeanOfThoseItStandsFor() {
    byte[][] rows = {{0, 10, (byte) 200, 4, 20, (byte) 250, 8, 30, 7}, {1, 3, 1, 2, 5, 1, 9, 7, 2}};
    Map<String, Tile> tiles = pyramid(rows, new Size(3, 2));
    assertThat(tiles.get("1/0_0").rgb())
        .containsExactly(
            (0 + 4 + 1 + 2 + 2) / 4,
            (10 + 20 + 3 + 5 + 2) / 4,
            (200 + 250 + 1 + 1 + 2) / 4,
            (8 + 9 + 1) / 2,
            (30 + 7 + 1) / 2,
            (7 + 2 + 1) / 2);
    assertThat(tiles.get("0/0_0").rgb()).containsExactly((2 + 9 + 1) / 2, (10 + 19 + 1) / 2, 59);
  }

  private static Map<String, Tile> pyramid(byte[][] rows, Size size) {
    Map<String, Tile> tiles = new TreeMap<>();
    ZoomLevel level =
        new ZoomLevel(
            DeepZoom.levels(size),
            size.width(),
            (number, column, row, rgb, width) ->
                assertThat(tiles.put(number + "/" + column + "_" + row, new Tile(rgb, width)))
                    .isNull());
    for (byte[] row : rows) {
      level.add(row.clone());
    }
    level.end();
    return tiles;
  }

  private static byte[][] random(int width, int height) {
    byte[][] rows = new byte[height][3 * width];
    Random random = new Random(width);
    for (byte[] row : rows) {
      random.nextBytes(row);
    }
    return rows;
  }
}

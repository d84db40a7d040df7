package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 2, 1",
    "3, 2, 2",
    "4, 2, 2",
    "5, 3, 2",
    "7, 3, 3",
    "12, 4, 3",
    "16, 4, 4"
  })
  void isAsNearToASquareAsCanBe(int pictures, int columns, int rows) {
    assertThat(Grid.of(pictures)).isEqualTo(new Grid(columns, rows, pictures));
  }

  @Test
  void picturesLieRowByRowWithoutAGap() {
    Grid grid = Grid.of(3);
    Size all = grid.around(new Size(40, 30));
    assertThat(all).isEqualTo(new Size(80, 60));
    assertThat(grid.picture(all)).isEqualTo(new Size(40, 30));
    assertThat(grid.cells(all))
        .isEqualTo(
            List.of(new Rect(0, 0, 40, 30), new Rect(40, 0, 40, 30), new Rect(0, 30, 40, 30)));
  }
}

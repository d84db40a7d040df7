package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Grid;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class MosaicTest {
  private static final Size ONE = new Size(9, 7);
  private static final Grid GRID = Grid.of(3);
  private static final List<Original> NOISES =
      List.of(new Noise(ONE, 5), new Noise(ONE, 6), new Noise(ONE, 7));
  private static final Mosaic MOSAIC =
      new Mosaic(GRID.around(ONE), GRID.cells(GRID.around(ONE)), NOISES);

  @Test
  void eachPictureIsAsByItself() {
    for (int i = 0; i < 3; i++) {
      Rect cell = MOSAIC.cells().get(i);
      for (int y = 0; y < ONE.height(); y++) {
        assertThat(row(MOSAIC, cell.y() + y, cell.x(), ONE.width()))
            .isEqualTo(row(NOISES.get(i), y, 0, ONE.width()));
      }
    }
  }

  @Test
  void whereThereIsNoPictureItIsGrey() {
    assertThat(row(MOSAIC, 7, 9, 9)).containsOnly(0.5f);
  }

  @Test
  void aRowMayBeginAndEndInTheMiddleOfPictures() {
    float[] across = row(MOSAIC, 2, 4, 8);
    float[] left = row(NOISES.get(0), 2, 4, 5);
    float[] right = row(NOISES.get(1), 2, 0, 3);
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int x = 0; x < 8; x++) {
        float expected = x < 5 ? left[5 * c + x] : right[3 * c + x - 5];
        assertThat(across[8 * c + x]).isEqualTo(expected);
      }
    }
  }

  private static float[] row(Original picture, int y, int left, int width) {
    float[] row = new float[Planes.CHANNELS * width];
    picture.rows().read(y, left, width, row);
    return row;
  }
}

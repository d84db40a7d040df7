package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import org.junit.jupiter.api.Test;

class ZarrTest {
  private static final ChunkGrid GRID = new ChunkGrid(new Size(1021, 400));

  /** The picture's columns 511 to 1020, of which the chunk could hold one more. */
  private static final Chunk LAST = new Chunk(1, 1);

  @Test
  void chunkIsWholeAndZeroBeyondThePicture() {
    Rect pixels = GRID.pixels(LAST);
    Planes planes = Planes.of(pixels.width(), pixels.height());
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = i + 1;
    }
    Planes chunk = Planes.fromBytes(Zarr.encode(planes, pixels, GRID, LAST), 511, 200);
    for (int c = 0; c < 3; c++) {
      assertThat(chunk.get(c, 0, 0)).isEqualTo(planes.get(c, 0, 0));
      assertThat(chunk.get(c, 509, 199)).isEqualTo(planes.get(c, 509, 199));
      assertThat(chunk.get(c, 510, 0)).isZero();
      assertThat(chunk.get(c, 510, 199)).isZero();
    }
  }

  @Test
  void chunkOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Zarr.decode(new byte[12], GRID, LAST, Planes.of(510, 200), GRID.pixels(LAST)))
        .withMessageContaining("1226400 bytes, not 12");
  }

  @Test
  void metadataTellsTheSize() {
    Size size = new Size(1024, 575);
    assertThat(Zarr.size(Zarr.metadata(size))).isEqualTo(size);
  }
}

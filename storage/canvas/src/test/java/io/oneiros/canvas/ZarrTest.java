package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import org.junit.jupiter.api.Test;

class ZarrTest {
  private static final Rect REGION = new Rect(0, 0, 2, 1);

  @Test
  void chunkIsWholeAndZeroBeyondThePicture() {
    byte[] bytes = Zarr.encode(new Planes(2, 1, new float[] {1, 2, 3, 4, 5, 6}), REGION, REGION);
    float[] values = Planes.fromBytes(bytes, 256, 256).values();
    assertThat(values[0]).isEqualTo(1);
    assertThat(values[1]).isEqualTo(2);
    assertThat(values[2]).isZero();
    assertThat(values[256]).isZero();
    assertThat(values[256 * 256 + 1]).isEqualTo(4);
  }

  @Test
  void chunkOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Zarr.decode(new byte[12], new Chunk(0, 0), REGION, Planes.of(2, 1), REGION))
        .withMessageContaining("786432 bytes, not 12");
  }

  @Test
  void metadataTellsTheSize() {
    Size size = new Size(1024, 575);
    assertThat(Zarr.size(Zarr.metadata(size))).isEqualTo(size);
  }
}

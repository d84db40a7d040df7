package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import org.junit.jupiter.api.Test;

class ChunkGridTest {
  private final ChunkGrid grid = new ChunkGrid(new Size(600, 300));

  @Test
  void pixelOnTheLastColumnOfAChunkTouchesThatChunkAlone() {
    assertThat(grid.touchedBy(new Rect(255, 0, 1, 1))).containsExactly(new Chunk(0, 0));
    assertThat(grid.touchedBy(new Rect(256, 0, 1, 1))).containsExactly(new Chunk(1, 0));
  }

  @Test
  void regionAcrossCutsTouchesChunksRowByRow() {
    assertThat(grid.touchedBy(new Rect(255, 255, 2, 2)))
        .containsExactly(new Chunk(0, 0), new Chunk(1, 0), new Chunk(0, 1), new Chunk(1, 1));
  }

  @Test
  void wholePictureTouchesEveryChunk() {
    assertThat(grid.touchedBy(new Rect(0, 0, 600, 300))).hasSize(6);
  }

  @Test
  void chunkAtTheBorderHasOnlyThePicturesPixels() {
    assertThat(grid.pixels(new Chunk(2, 1))).isEqualTo(new Rect(512, 256, 88, 44));
  }

  @Test
  void keyNamesRowBeforeColumn() {
    assertThat(new Chunk(2, 1).key()).isEqualTo("c/0/1/2");
  }

  @Test
  void regionBeyondThePictureIsRefused() {
    for (Rect beyond :
        new Rect[] {
          new Rect(-1, 0, 10, 10),
          new Rect(0, -1, 10, 10),
          new Rect(591, 0, 10, 10),
          new Rect(0, 291, 10, 10)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> grid.touchedBy(beyond))
          .withMessageContaining("600 x 300");
    }
  }

  @Test
  void wholeChunksEndAtACutOrAtTheBorder() {
    grid.requireWholeChunks(new Rect(256, 0, 256, 256));
    grid.requireWholeChunks(new Rect(512, 256, 88, 44));
    for (Rect cut :
        new Rect[] {
          new Rect(1, 0, 255, 256),
          new Rect(0, 1, 256, 255),
          new Rect(0, 0, 255, 256),
          new Rect(0, 0, 256, 255)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> grid.requireWholeChunks(cut))
          .withMessageContaining("whole chunks");
    }
  }
}

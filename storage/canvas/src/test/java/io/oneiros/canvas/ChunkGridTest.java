package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.plan.TilePlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkGridTest {
  private final ChunkGrid grid = new ChunkGrid(new Size(1100, 500));

  @Test
  void chunksAreEvenAndHave512ColumnsAnd256RowsAtMost() {
    assertThat(grid.chunk()).isEqualTo(new Size(367, 250));
    assertThat(new ChunkGrid(new Size(1, 256)).chunk()).isEqualTo(new Size(1, 256));
    assertThat(new ChunkGrid(new Size(513, 2048)).chunk()).isEqualTo(new Size(257, 256));
    assertThat(new ChunkGrid(new Size(2049, 2049)).chunk()).isEqualTo(new Size(512, 256));
  }

  @Test
  void regionsAreMadeOfWholeChunksWhateverThePicturesSize() {
    for (int side : new int[] {1, 511, 513, 2047, 2048, 2049, 2051, 4096, 5000, 11_313}) {
      Size picture = new Size(side, side);
      ChunkGrid chunks = new ChunkGrid(picture);
      List<Rect> cut = new ArrayList<>();
      TilePlan.regions(picture).forEach(region -> cut.addAll(chunks.cut(region)));
      assertThat(cut.stream().mapToLong(Rect::pixels).sum())
          .as("of " + picture)
          .isEqualTo(picture.whole().pixels());
      assertThat(cut).allMatch(part -> part.pixels() > 0).doesNotHaveDuplicates();
    }
  }

  @Test
  void pixelOnTheLastColumnOfAChunkTouchesThatChunkAlone() {
    assertThat(grid.touchedBy(new Rect(366, 0, 1, 1))).containsExactly(new Chunk(0, 0));
    assertThat(grid.touchedBy(new Rect(367, 0, 1, 1))).containsExactly(new Chunk(1, 0));
  }

  @Test
  void regionAcrossCutsTouchesChunksRowByRow() {
    assertThat(grid.touchedBy(new Rect(366, 249, 2, 2)))
        .containsExactly(new Chunk(0, 0), new Chunk(1, 0), new Chunk(0, 1), new Chunk(1, 1));
  }

  @Test
  void wholePictureTouchesEveryChunk() {
    assertThat(grid.touchedBy(new Rect(0, 0, 1100, 500))).hasSize(6);
  }

  @Test
  void chunkAtTheBorderHasOnlyThePicturesPixels() {
    assertThat(grid.pixels(new Chunk(2, 1))).isEqualTo(new Rect(734, 250, 366, 250));
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
          new Rect(1091, 0, 10, 10),
          new Rect(0, 491, 10, 10)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> grid.touchedBy(beyond))
          .withMessageContaining("1100 x 500");
    }
  }

  @Test
  void wholeChunksEndAtACutOrAtTheBorder() {
    grid.requireWholeChunks(new Rect(367, 0, 367, 250));
    grid.requireWholeChunks(new Rect(734, 250, 366, 250));
    for (Rect cut :
        new Rect[] {
          new Rect(1, 0, 366, 250),
          new Rect(0, 1, 367, 249),
          new Rect(0, 0, 366, 250),
          new Rect(0, 0, 367, 249)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> grid.requireWholeChunks(cut))
          .withMessageContaining("whole chunks");
    }
  }
}

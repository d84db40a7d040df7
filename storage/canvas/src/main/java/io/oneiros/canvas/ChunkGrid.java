package io.oneiros.canvas;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;

/** Which chunks a picture is cut into, and which of them a region touches. */
public record ChunkGrid(Size picture) {
  /** Side of a chunk in pixels. */
  public static final int SIDE = 256;

  /** A chunk by its column and row. */
  public record Chunk(int column, int row) {
    /** The object's key below the canvas: Zarr's default encoding of {@code [0, row, column]}. */
    public String key() {
      return "c/0/" + row + "/" + column;
    }
  }

  /** The chunks that a region touches, row by row. */
  public List<Chunk> touchedBy(Rect region) {
    requireInside(region);
    List<Chunk> chunks = new ArrayList<>();
    for (int row = region.y() / SIDE; row <= (region.bottom() - 1) / SIDE; row++) {
      for (int column = region.x() / SIDE; column <= (region.right() - 1) / SIDE; column++) {
        chunks.add(new Chunk(column, row));
      }
    }
    return chunks;
  }

  /** The picture's pixels in a chunk; at the right and bottom border fewer than a whole chunk. */
  public Rect pixels(Chunk chunk) {
    return new Rect(chunk.column() * SIDE, chunk.row() * SIDE, SIDE, SIDE)
        .intersection(picture.whole());
  }

  /**
   * @throws IllegalArgumentException unless the region lies in the picture
   */
  public void requireInside(Rect region) {
    if (region.x() < 0
        || region.y() < 0
        || region.right() > picture.width()
        || region.bottom() > picture.height()) {
      throw new IllegalArgumentException(
          "%s does not lie in a picture of %d x %d"
              .formatted(region, picture.width(), picture.height()));
    }
  }

  /**
   * @throws IllegalArgumentException unless the region lies in the picture and is made of whole
   *     chunks
   */
  public void requireWholeChunks(Rect region) {
    requireInside(region);
    if (region.x() % SIDE != 0
        || region.y() % SIDE != 0
        || cuts(region.right(), picture.width())
        || cuts(region.bottom(), picture.height())) {
      throw new IllegalArgumentException(
          "%s is not made of whole chunks of %d x %d in a picture of %d x %d"
              .formatted(region, SIDE, SIDE, picture.width(), picture.height()));
    }
  }

  private static boolean cuts(int end, int border) {
    return end % SIDE != 0 && end != border;
  }
}

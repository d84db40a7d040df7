package io.oneiros.canvas;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.plan.TilePlan;
import java.util.ArrayList;
import java.util.List;

/** Which chunks a picture is cut into, all of one size, and which of them a region touches. */
public record ChunkGrid(Size picture) {
  /** The most columns that a chunk has. */
  private static final int WIDEST = 512;

  /** The most rows: who goes through a picture row by row holds a chunk's height of it. */
  private static final int HIGHEST = 256;

  /** A chunk by its column and row. */
  public record Chunk(int column, int row) {
    /** The object's key below the canvas: Zarr's default encoding of {@code [0, row, column]}. */
    public String key() {
      return "c/0/" + row + "/" + column;
    }
  }

  /** How large every chunk is. */
  public Size chunk() {
    return new Size(side(picture.width(), WIDEST), side(picture.height(), HIGHEST));
  }

  /**
   * As few as can be and even, for what a chunk has beyond the border is stored as well; but where
   * a picture has several regions, these must begin on chunks.
   */
  private static int side(int length, int longest) {
    int chunks = ceilDiv(length, longest);
    return length > TilePlan.REGION ? longest : ceilDiv(length, chunks);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The chunks that a region touches, row by row. */
  public List<Chunk> touchedBy(Rect region) {
    requireInside(region);
    Size chunk = chunk();
    List<Chunk> chunks = new ArrayList<>();
    for (int row = region.y() / chunk.height();
        row <= (region.bottom() - 1) / chunk.height();
        row++) {
      for (int column = region.x() / chunk.width();
          column <= (region.right() - 1) / chunk.width();
          column++) {
        chunks.add(new Chunk(column, row));
      }
    }
    return chunks;
  }

  /** The picture's pixels in a chunk; at the right and bottom border fewer than a whole chunk. */
  public Rect pixels(Chunk chunk) {
    Size size = chunk();
    return new Rect(
            chunk.column() * size.width(), chunk.row() * size.height(), size.width(), size.height())
        .intersection(picture.whole());
  }

  /**
   * The pixels of a region chunk by chunk, row by row.
   *
   * @throws IllegalArgumentException unless the region lies in the picture and is made of whole
   *     chunks
   */
  public List<Rect> cut(Rect region) {
    requireWholeChunks(region);
    return touchedBy(region).stream().map(this::pixels).toList();
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
    Size chunk = chunk();
    if (region.x() % chunk.width() != 0
        || region.y() % chunk.height() != 0
        || cuts(region.right(), chunk.width(), picture.width())
        || cuts(region.bottom(), chunk.height(), picture.height())) {
      throw new IllegalArgumentException(
          "%s is not made of whole chunks of %d x %d in a picture of %d x %d"
              .formatted(region, chunk.width(), chunk.height(), picture.width(), picture.height()));
    }
  }

  private static boolean cuts(int end, int side, int border) {
    return end % side != 0 && end != border;
  }
}

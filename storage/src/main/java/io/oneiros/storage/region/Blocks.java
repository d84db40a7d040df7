package io.oneiros.storage.region;

import io.oneiros.canvas.ChunkGrid;
import io.oneiros.contract.Rect;
import java.util.ArrayList;
import java.util.List;

/** Cuts a region into blocks that are worked on one after the other, so that memory stays small. */
public final class Blocks {
  /** Whole chunks, so that blocks of a region of whole chunks are made of whole chunks. */
  private static final int SIDE = 4 * ChunkGrid.SIDE;

  private Blocks() {}

  /** Blocks of at most 1024 x 1024 that cover the region, row by row. */
  public static List<Rect> of(Rect region) {
    List<Rect> blocks = new ArrayList<>();
    for (int y = region.y(); y < region.bottom(); y += SIDE) {
      for (int x = region.x(); x < region.right(); x += SIDE) {
        blocks.add(new Rect(x, y, SIDE, SIDE).intersection(region));
      }
    }
    return blocks;
  }
}

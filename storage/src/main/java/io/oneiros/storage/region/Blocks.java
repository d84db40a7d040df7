package io.oneiros.storage.region;

import io.oneiros.canvas.ChunkGrid;
import io.oneiros.canvas.Crew;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Cuts regions into blocks and works on a few at a time, over all tasks, so that memory stays small
 * and processors are not idle.
 */
public final class Blocks {
  /** Whole chunks, so that blocks of a region of whole chunks are made of whole chunks. */
  private static final int SIDE = 2 * ChunkGrid.SIDE;

  /** A block has 3 MB, and is made of two or three others. */
  private static final int AT_ONCE = 4;

  private final Crew crew =
      new Crew("blocks", Math.min(AT_ONCE, Runtime.getRuntime().availableProcessors()));

  /**
   * Does the work on each block of a region, and something else beside it, in no order; waits for
   * all.
   */
  public void forEach(Rect region, Consumer<Rect> work, Runnable beside) {
    crew.forEach(parts(region, work, beside), Runnable::run);
  }

  /** The same for several pictures at once. */
  public <T> void forEach(
      List<T> pictures, Function<T, Size> size, BiConsumer<T, Rect> work, Consumer<T> beside) {
    List<Runnable> parts = new ArrayList<>();
    for (T picture : pictures) {
      parts.addAll(
          parts(
              size.apply(picture).whole(),
              block -> work.accept(picture, block),
              () -> beside.accept(picture)));
    }
    crew.forEach(parts, Runnable::run);
  }

  private static List<Runnable> parts(Rect region, Consumer<Rect> work, Runnable beside) {
    List<Runnable> parts = new ArrayList<>(List.of(beside));
    of(region).forEach(block -> parts.add(() -> work.accept(block)));
    return parts;
  }

  /** Blocks of at most 512 x 512 that cover the region, row by row. */
  static List<Rect> of(Rect region) {
    List<Rect> blocks = new ArrayList<>();
    for (int y = region.y(); y < region.bottom(); y += SIDE) {
      for (int x = region.x(); x < region.right(); x += SIDE) {
        blocks.add(new Rect(x, y, SIDE, SIDE).intersection(region));
      }
    }
    return blocks;
  }
}

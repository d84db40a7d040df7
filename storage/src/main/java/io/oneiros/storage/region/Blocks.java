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

  /** Does the work on each block of a region, in no order, and waits for all. */
  public void forEach(Rect region, Consumer<Rect> work) {
    crew.forEach(of(region), work);
  }

  /** The same for several pictures at once. */
  public <T> void forEach(List<T> pictures, Function<T, Size> size, BiConsumer<T, Rect> work) {
    record Part<T>(T picture, Rect block) {}
    List<Part<T>> parts =
        pictures.stream()
            .flatMap(p -> of(size.apply(p).whole()).stream().map(block -> new Part<>(p, block)))
            .toList();
    crew.forEach(parts, part -> work.accept(part.picture(), part.block()));
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

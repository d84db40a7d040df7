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
 * Works on regions chunk by chunk, on a few at a time, over all tasks, so that memory stays small
 * and processors are not idle.
 */
public final class Blocks {
  /** A block has at most 1.5 MB, and is made of two or three others. */
  private static final int AT_ONCE = 4;

  private final Crew crew =
      new Crew("blocks", Math.min(AT_ONCE, Runtime.getRuntime().availableProcessors()));

  /**
   * Does the work on each chunk of a region, and something else beside it, in no order; waits for
   * all.
   *
   * @param region of whole chunks
   */
  public void forEach(Size picture, Rect region, Consumer<Rect> work, Runnable beside) {
    crew.forEach(parts(picture, region, work, beside), Runnable::run);
  }

  /** The same for several pictures at once. */
  public <T> void forEach(
      List<T> pictures, Function<T, Size> size, BiConsumer<T, Rect> work, Consumer<T> beside) {
    List<Runnable> parts = new ArrayList<>();
    for (T picture : pictures) {
      parts.addAll(
          parts(
              size.apply(picture),
              size.apply(picture).whole(),
              block -> work.accept(picture, block),
              () -> beside.accept(picture)));
    }
    crew.forEach(parts, Runnable::run);
  }

  private static List<Runnable> parts(
      Size picture, Rect region, Consumer<Rect> work, Runnable beside) {
    List<Runnable> parts = new ArrayList<>(List.of(beside));
    new ChunkGrid(picture).cut(region).forEach(block -> parts.add(() -> work.accept(block)));
    return parts;
  }
}

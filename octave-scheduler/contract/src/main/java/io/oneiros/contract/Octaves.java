package io.oneiros.contract;

import java.util.LinkedList;
import java.util.List;

/** The sizes of a dream's octaves. */
public final class Octaves {
  private Octaves() {}

  /**
   * Sizes from coarse to fine, the last being the source's own: each is the next finer one divided
   * by {@code scale} and rounded, as in the 2015 notebook.
   */
  public static List<Size> sizes(Size source, int octaves, double scale) {
    LinkedList<Size> sizes = new LinkedList<>(List.of(source));
    while (sizes.size() < octaves) {
      Size finer = sizes.getFirst();
      sizes.addFirst(
          new Size(
              (int) Math.max(1, Math.round(finer.width() / scale)),
              (int) Math.max(1, Math.round(finer.height() / scale))));
    }
    return List.copyOf(sizes);
  }

  /** Sizes of the source's shape whose longer sides are these. */
  static List<Size> sizes(Size source, List<Integer> sides) {
    double longer = Math.max(source.width(), source.height());
    return sides.stream()
        .map(
            side ->
                new Size(
                    (int) Math.max(1, Math.round(source.width() * (side / longer))),
                    (int) Math.max(1, Math.round(source.height() * (side / longer)))))
        .toList();
  }
}

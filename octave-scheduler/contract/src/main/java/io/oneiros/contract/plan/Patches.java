package io.oneiros.contract.plan;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How large the pieces are that tiles are computed on: docs/architecture.md, "Tiles".
 *
 * @param slack pixels that the network's grid may be off by
 */
record Patches(int halo, int stride, int slack) {
  static Patches of(Recipe recipe) {
    return new Patches(
        recipe.halo(), recipe.stride(), recipe.jitter() > 0 ? recipe.stride() - 1 : 0);
  }

  /** Of all tiles together. */
  long pixels(TilePlan tiles) {
    return sum(sides(tiles.xs())) * sum(sides(tiles.ys()));
  }

  Size largest(TilePlan tiles) {
    return new Size(Collections.max(sides(tiles.xs())), Collections.max(sides(tiles.ys())));
  }

  /** In whole cells of the grid; beyond the picture there is no halo. */
  private List<Integer> sides(List<Integer> cuts) {
    int length = cuts.get(cuts.size() - 1);
    return IntStream.range(0, cuts.size() - 1)
        .map(i -> Math.min(length, cuts.get(i + 1) + halo) - Math.max(0, cuts.get(i) - halo))
        .map(side -> (side + slack + stride - 1) / stride * stride)
        .boxed()
        .toList();
  }

  private static long sum(List<Integer> sides) {
    return sides.stream().mapToLong(Integer::longValue).sum();
  }
}

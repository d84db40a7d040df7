package io.oneiros.engine.torch;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Prune;
import io.oneiros.engine.graph.Shapes;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.script.Memory;
import java.util.List;

/**
 * What reference pictures, and those that are dreamed together, add to the native memory of a
 * gradient, in bytes.
 *
 * @param before taken while what is needed of them is computed, and given back
 * @param beside taken while the gradient is
 */
record ReferenceMemory(long before, long beside) {
  /**
   * Of one picture while it is compared with others: its own, what is made of it, and gradients.
   */
  private static final int MATRICES = 8;

  /**
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   * @param together pictures
   */
  static ReferenceMemory of(Graph graph, Objective objective, int height, int width, int together) {
    long before = 0;
    long beside = 0;
    for (Objective.Layer layer : objective.layers()) {
      if (layer.measure() instanceof Measure.Diversity) {
        Graph pruned = Prune.to(graph, List.of(layer.node()));
        long channels = Shapes.of(pruned, height, width).get(layer.node()).channels();
        beside += Float.BYTES * (together + MATRICES) * channels * channels;
      }
      if (layer.measure().reference().isPresent()) {
        Graph pruned = Prune.to(graph, List.of(layer.node()));
        Picture picture = layer.measure().reference().get();
        boolean same = layer.measure() instanceof Measure.Content;
        int rows = same ? height : picture.height();
        int columns = same ? width : picture.width();
        before = Math.max(before, Memory.ofPlain(pruned, rows, columns));
        Chw here = Shapes.of(pruned, height, width).get(layer.node());
        Chw there = Shapes.of(pruned, rows, columns).get(layer.node());
        beside += Float.BYTES * beside(layer.measure(), here, there);
      }
    }
    return new ReferenceMemory(before, beside);
  }

  /** Numbers. */
  private static long beside(Measure measure, Chw here, Chw there) {
    long positions = (long) here.height() * here.width();
    long others = (long) there.height() * there.width();
    if (measure instanceof Measure.Content) {
      return 3 * positions * here.channels();
    } else if (measure instanceof Measure.Guide guide && guide.how() == Measure.Guide.How.ARGMAX) {
      long products = Math.max(Math.min(Matched.MOST, positions * others), here.width() * others);
      return products + (others + 2 * positions) * here.channels();
    } else if (measure instanceof Measure.Style) {
      return 4L * here.channels() * here.channels();
    }
    return 0;
  }
}

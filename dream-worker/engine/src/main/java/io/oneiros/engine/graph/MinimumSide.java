package io.oneiros.engine.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The smallest square picture that still gives every target at least one activation. */
public final class MinimumSide {
  private MinimumSide() {}

  /**
   * @param targets names of values
   * @return side in pixels
   * @throws IllegalArgumentException if a target is unknown or the side is too large to count
   */
  public static int of(Graph graph, Collection<String> targets) {
    Graph needed = Prune.to(graph, targets);
    return Math.max(side(needed, targets, Slide::rows), side(needed, targets, Slide::columns));
  }

  /** From the last node back to the picture: each value must serve the neediest of its users. */
  private static int side(Graph graph, Collection<String> targets, Function<Op, Slide> axis) {
    Map<String, Integer> needs = new HashMap<>();
    targets.forEach(target -> needs.put(target, 1));
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      try {
        int outputs = needs.getOrDefault(node.name(), 1);
        int inputs = axis.apply(node.op()).inputs(outputs);
        node.inputs().forEach(input -> needs.merge(input, inputs, Math::max));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "%s needs a picture too large to count".formatted(node.name()), e);
      }
    }
    return needs.getOrDefault(graph.input(), 1);
  }
}

package io.oneiros.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves average pools of stride 1 behind the 1 x 1 convolution that alone uses them. Both are
 * linear and a pool's weights sum to 1 (padding does not count), so they commute, bias and all; but
 * the convolution usually has far fewer outputs than inputs, and the pool then has less to do.
 */
public final class MovePools {
  private MovePools() {}

  /**
   * @param targets names of values that must stay what they are
   * @return a graph that makes the same targets
   */
  public static Graph in(Graph graph, Collection<String> targets) {
    Map<String, Node> pools = movable(graph, targets);
    List<Node> nodes = new ArrayList<>();
    Set<String> moved = new HashSet<>();
    for (Node node : graph.nodes()) {
      Node pool = pools.get(node.inputs().get(0));
      if (pool != null && isPointwise(node.op())) {
        Node first = new Node(node.name() + "/before " + pool.name(), node.op(), pool.inputs());
        nodes.add(first);
        nodes.add(new Node(node.name(), pool.op(), List.of(first.name())));
        moved.add(pool.name());
      } else {
        nodes.add(node);
      }
    }
    nodes.removeIf(node -> moved.contains(node.name()));
    return graph.with(nodes);
  }

  /** Pools that nobody asks for and one node uses. */
  private static Map<String, Node> movable(Graph graph, Collection<String> targets) {
    Map<String, Integer> uses = graph.uses();
    Map<String, Node> pools = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.AveragePool pool
          && pool.window().strideY() == 1
          && pool.window().strideX() == 1
          && !pool.countPadding()
          && uses.getOrDefault(node.name(), 0) == 1
          && !targets.contains(node.name())) {
        pools.put(node.name(), node);
      }
    }
    return pools;
  }

  private static boolean isPointwise(Op op) {
    return op instanceof Op.Conv conv
        && conv.window().height() == 1
        && conv.window().width() == 1
        && conv.window().strideY() == 1
        && conv.window().strideX() == 1
        && (conv.padding() instanceof Padding.Same || conv.padding().equals(Padding.NONE));
  }
}

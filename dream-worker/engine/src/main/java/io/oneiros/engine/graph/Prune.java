package io.oneiros.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what the targets do not need. */
public final class Prune {
  private Prune() {}

  /**
   * @param targets names of values; at least one
   * @return the graph of the targets and of what they are made from, in the same order
   * @throws IllegalArgumentException if a target is not in the graph
   */
  public static Graph to(Graph graph, Collection<String> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("No targets to prune to");
    }
    Set<String> needed = new HashSet<>(targets);
    List<Node> kept = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (needed.remove(node.name())) {
        needed.addAll(node.inputs());
        kept.add(0, node);
      }
    }
    needed.remove(graph.input());
    if (!needed.isEmpty()) {
      throw new IllegalArgumentException("Nothing in the graph makes " + needed);
    }
    return graph.with(kept);
  }
}

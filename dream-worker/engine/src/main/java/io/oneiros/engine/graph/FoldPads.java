package io.oneiros.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has convolutions put the zeros around their input that a node before them does. */
public final class FoldPads {
  private FoldPads() {}

  /**
   * @param targets names of values that must stay what they are
   * @return a graph that makes the same targets
   */
  public static Graph in(Graph graph, Collection<String> targets) {
    Map<String, Node> pads = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Pad pad && pad.edge() == Op.Edge.ZERO && !pad.cuts()) {
        pads.put(node.name(), node);
      }
      Node before = pads.get(node.inputs().get(0));
      if (before != null
          && node.op() instanceof Op.Conv conv
          && conv.padding() instanceof Padding.Explicit own) {
        Padding sum = own.and(((Op.Pad) before.op()).padding());
        Op padded = new Op.Conv(conv.weight(), conv.bias(), conv.window(), sum, conv.groups());
        nodes.add(new Node(node.name(), padded, before.inputs()));
      } else {
        nodes.add(node);
      }
    }
    return Prune.to(graph.with(nodes), targets);
  }
}

package io.oneiros.engine.script;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as the program computes it.
 *
 * @param node what is computed
 * @param result name of the value: the node's, or that of the ReLU it is fused with
 * @param relu whether a convolution's ReLU is fused with it
 */
record Step(Node node, String result, boolean relu) {

  /** The graph's nodes in order; a ReLU is part of its convolution where nobody else needs that. */
  static List<Step> of(Graph graph, Collection<String> targets) {
    Map<String, Integer> uses = graph.uses();
    targets.forEach(target -> uses.merge(target, 1, Integer::sum));
    Map<String, Integer> places = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Node node : graph.nodes()) {
      String input = node.inputs().get(0);
      Integer place = places.get(input);
      if (node.op() instanceof Op.Relu && place != null && uses.get(input) == 1) {
        steps.set(place, new Step(steps.get(place).node(), node.name(), true));
      } else {
        if (node.op() instanceof Op.Conv) {
          places.put(node.name(), steps.size());
        }
        steps.add(new Step(node, node.name(), false));
      }
    }
    return steps;
  }
}

package io.oneiros.engine.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network: nodes in an order in which every input comes before its users. One input picture,
 * NCHW; no architecture is typed in, an importer reads it from a file.
 *
 * @param input name of the value that is the (preprocessed) picture, [1, 3, H, W]
 * @param nodes in topological order
 */
public record Graph(String input, List<Node> nodes) {
  public Graph {
    nodes = List.copyOf(nodes);
  }

  /** How many inputs each used value is, by name. */
  public Map<String, Integer> uses() {
    Map<String, Integer> uses = new HashMap<>();
    nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    return uses;
  }
}

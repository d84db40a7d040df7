package io.oneiros.engine.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A network: nodes in an order in which every input comes before its users. One input, NCHW: a
 * picture, or the code that a generator makes a picture of. No architecture is typed in, an
 * importer reads it from a file.
 *
 * @param input name of the value that is the (preprocessed) picture, [1, 3, H, W], or the code, [1,
 *     Z, 1, 1]
 * @param code how many numbers the code has; empty for a picture
 * @param nodes in topological order
 */
public record Graph(String input, OptionalInt code, List<Node> nodes) {
  public Graph {
    nodes = List.copyOf(nodes);
  }

  /** A network that looks at pictures. */
  public Graph(String input, List<Node> nodes) {
    this(input, OptionalInt.empty(), nodes);
  }

  /** Other nodes behind the same input. */
  public Graph with(List<Node> others) {
    return new Graph(input, code, others);
  }

  /** Of the input. */
  public int channels() {
    return code.orElse(Channels.PICTURE);
  }

  /** How many inputs each used value is, by name. */
  public Map<String, Integer> uses() {
    Map<String, Integer> uses = new HashMap<>();
    nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    return uses;
  }
}

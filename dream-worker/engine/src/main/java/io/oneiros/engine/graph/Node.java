package io.oneiros.engine.graph;

import java.util.List;

/**
 * One operation and the value it makes.
 *
 * @param name of the node and of its only output, unique in the graph: the name in the file
 * @param inputs names of nodes, or of the graph's input
 */
public record Node(String name, Op op, List<String> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
  }
}

package io.oneiros.engine.graph;

import java.util.List;
import java.util.Map;

/** What a pass has found out so far, by the names of values. */
final class Values {
  private Values() {}

  /** What is known of a node's inputs, in their order. */
  static <T> List<T> inputs(Node node, Map<String, T> known) {
    return node.inputs().stream()
        .map(
            name -> {
              T value = known.get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "%s uses %s, which nothing before it makes".formatted(node.name(), name));
              }
              return value;
            })
        .toList();
  }

  /** The one thing that all inputs of a node agree on. */
  static <T> T agreed(Node node, List<T> inputs, String what) {
    if (inputs.stream().distinct().count() != 1) {
      throw new IllegalArgumentException(
          "The inputs of %s differ in %s: %s".formatted(node.name(), what, inputs));
    }
    return inputs.get(0);
  }

  /** The size that the inputs of a node have together, where 1 is stretched to whatever it is. */
  static int stretched(Node node, List<Integer> sizes, String what) {
    List<Integer> many = sizes.stream().filter(size -> size != 1).toList();
    return many.isEmpty() ? 1 : agreed(node, many, what);
  }
}

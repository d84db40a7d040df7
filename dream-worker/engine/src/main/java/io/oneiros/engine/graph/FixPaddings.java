package io.oneiros.engine.graph;

import java.util.List;
import java.util.Map;

/** Works paddings out that depend on the picture's size. */
public final class FixPaddings {
  private FixPaddings() {}

  /**
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   * @return the graph, all paddings explicit; equal for all sizes that are padded alike
   * @throws IllegalArgumentException as {@link Shapes#of}
   */
  public static Graph in(Graph graph, int height, int width) {
    Map<String, Chw> shapes = Shapes.of(graph, height, width);
    List<Node> nodes =
        graph.nodes().stream()
            .map(
                node ->
                    new Node(
                        node.name(),
                        fixed(node.op(), shapes.get(node.inputs().get(0))),
                        node.inputs()))
            .toList();
    return graph.with(nodes);
  }

  private static Op fixed(Op op, Chw input) {
    if (op instanceof Op.Conv c) {
      return new Op.Conv(
          c.weight(), c.bias(), c.window(), fixed(c.padding(), c.window(), input), c.groups());
    }
    if (op instanceof Op.MaxPool p) {
      return new Op.MaxPool(p.window(), fixed(p.padding(), p.window(), input));
    }
    if (op instanceof Op.AveragePool p) {
      return new Op.AveragePool(
          p.window(), fixed(p.padding(), p.window(), input), p.countPadding());
    }
    return op;
  }

  private static Padding fixed(Padding padding, Op.Window window, Chw input) {
    return padding.explicit(window, input.height(), input.width());
  }
}

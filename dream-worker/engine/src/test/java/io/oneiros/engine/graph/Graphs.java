package io.oneiros.engine.graph;

import java.util.ArrayList;
import java.util.List;

/** Builds small graphs, one node after the other. */
final class Graphs {
  static final Padding SAME = new Padding.Same();

  private final List<Node> nodes = new ArrayList<>();

  Graphs add(String name, Op op, String... inputs) {
    nodes.add(new Node(name, op, List.of(inputs)));
    return this;
  }

  Graph graph() {
    return new Graph("picture", nodes);
  }

  static Op conv(int in, int out, int height, int width, int stride, Padding padding) {
    return dilated(in, out, new Op.Window(height, width, stride, stride, 1, 1), padding);
  }

  static Op conv(int in, int out, int side, int stride, Padding padding) {
    return conv(in, out, side, side, stride, padding);
  }

  static Op dilated(int in, int out, Op.Window window, Padding padding) {
    Parameter weight =
        new Parameter(
            List.of(out, window.height(), window.width(), in),
            () -> {
              throw new AssertionError("No pass decodes weights");
            });
    return new Op.Conv(weight, null, window, padding, 1);
  }

  static Op maxPool(int side, int stride, Padding padding) {
    return new Op.MaxPool(new Op.Window(side, side, stride, stride, 1, 1), padding);
  }

  /** Two convolutions, a pool, then two branches of unlike reach that are concatenated. */
  static Graph branching() {
    return new Graphs()
        .add("a", conv(3, 8, 3, 1, SAME), "picture")
        .add("b", conv(8, 8, 3, 1, SAME), "a")
        .add("pool", maxPool(2, 2, Padding.NONE), "b")
        .add("left", conv(8, 4, 1, 1, SAME), "pool")
        .add("right", conv(8, 6, 5, 1, SAME), "pool")
        .add("unused", new Op.Relu(), "pool")
        .add("both", new Op.Concat(), "left", "right")
        .graph();
  }
}

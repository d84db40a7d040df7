package io.oneiros.standalone.bench;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Passes;
import io.oneiros.engine.graph.Prune;
import io.oneiros.engine.graph.Shapes;
import java.util.List;
import java.util.Map;

/** Additions and multiplications of a gradient's convolutions, there and back. */
final class Flops {
  private Flops() {}

  static double of(Graph graph, List<String> targets, int side) {
    Graph run = Passes.quicker(Prune.to(graph, targets), targets);
    Map<String, Chw> shapes = Shapes.of(run, side, side);
    double flops = 0;
    for (Node node : run.nodes()) {
      if (node.op() instanceof Op.Conv conv) {
        Chw out = shapes.get(node.name());
        double taps = conv.weight().size() / (double) conv.weight().dimension(0);
        flops += 2 * 2 * taps * out.channels() * out.height() * out.width();
      }
    }
    return flops;
  }
}

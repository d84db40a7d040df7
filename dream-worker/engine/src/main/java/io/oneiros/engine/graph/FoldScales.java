package io.oneiros.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes scales part of the convolution before them: batch normalisation, and whatever else
 * multiplies or adds constants. Where nothing but the scale uses the convolution, its weights are
 * multiplied and its bias moved instead.
 */
public final class FoldScales {
  private FoldScales() {}

  /**
   * @param targets names of values that must stay what they are
   * @return a graph that makes the same targets
   */
  public static Graph in(Graph graph, Collection<String> targets) {
    Map<String, Integer> uses = graph.uses();
    Map<String, Node> convolutions = new HashMap<>();
    Set<String> folded = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      String input = node.inputs().get(0);
      Node before = convolutions.get(input);
      Node now = node;
      if (node.op() instanceof Op.Scale scale
          && before != null
          && uses.get(input) == 1
          && !targets.contains(input)) {
        now = new Node(node.name(), scaled((Op.Conv) before.op(), scale), before.inputs());
        folded.add(input);
      }
      if (now.op() instanceof Op.Conv) {
        convolutions.put(now.name(), now);
      }
      nodes.add(now);
    }
    nodes.removeIf(node -> folded.contains(node.name()));
    return graph.with(nodes);
  }

  private static Op.Conv scaled(Op.Conv conv, Op.Scale scale) {
    Parameter weight =
        new Parameter(conv.weight().shape(), new Weight(conv.weight(), scale.factor()));
    Parameter bias =
        new Parameter(
            List.of(conv.weight().dimension(0)),
            new Bias(conv.weight().dimension(0), conv.bias(), scale));
    return new Op.Conv(weight, bias, conv.window(), conv.padding(), conv.groups());
  }

  // Records, so that weights folded twice from the same ones are equal and held once.

  private record Weight(Parameter weight, Parameter factor) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = weight.floats();
      float[] factors = factor.floats();
      int each = values.length / weight.dimension(0);
      for (int i = 0; i < values.length; i++) {
        values[i] *= factors[factors.length == 1 ? 0 : i / each];
      }
      return values;
    }
  }

  private record Bias(int channels, Parameter bias, Op.Scale scale) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = bias == null ? new float[channels] : bias.floats();
      float[] factors = scale.factor().floats();
      float[] shifts = scale.shift().floats();
      for (int i = 0; i < channels; i++) {
        values[i] =
            values[i] * factors[factors.length == 1 ? 0 : i] + shifts[shifts.length == 1 ? 0 : i];
      }
      return values;
    }
  }
}

package io.oneiros.engine.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The number of channels of every value: it does not depend on the picture's size. */
public final class Channels {
  /** Of the picture. */
  public static final int PICTURE = 3;

  private Channels() {}

  /**
   * @return channels by name, the graph's input first, then in the nodes' order
   * @throws IllegalArgumentException if an input is unknown or weights do not fit their input
   */
  public static Map<String, Integer> of(Graph graph) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    channels.put(graph.input(), graph.channels());
    for (Node node : graph.nodes()) {
      channels.put(node.name(), output(node, Values.inputs(node, channels)));
    }
    return channels;
  }

  private static int output(Node node, List<Integer> inputs) {
    Op op = node.op();
    if (op instanceof Op.Concat) {
      return inputs.stream().reduce(0, Math::addExact);
    }
    int count = Values.stretched(node, inputs, "channels");
    if (op instanceof Op.Conv conv) {
      require(node, conv.weight().dimension(3) * conv.groups(), count);
      return conv.weight().dimension(0);
    }
    if (op instanceof Op.Scale scale) {
      perChannel(node, scale.factor(), count);
      perChannel(node, scale.shift(), count);
    } else if (op instanceof Op.PRelu relu) {
      perChannel(node, relu.slope(), count);
    }
    if (op instanceof Op.Spread spread) {
      int positions = Math.multiplyExact(spread.rows(), spread.columns());
      if (count % positions != 0) {
        throw new IllegalArgumentException(
            "%s spreads %d channels over %d x %d positions"
                .formatted(node.name(), count, spread.rows(), spread.columns()));
      }
      return count / positions;
    }
    return op instanceof Op.ChannelMean ? 1 : count;
  }

  private static void perChannel(Node node, Parameter parameter, int channels) {
    int numbers = parameter.dimension(0);
    if (numbers != 1) {
      require(node, numbers, channels);
    }
  }

  private static void require(Node node, int taken, int given) {
    if (taken != given) {
      throw new IllegalArgumentException(
          "%s takes %d channels and is given %d".formatted(node.name(), taken, given));
    }
  }
}

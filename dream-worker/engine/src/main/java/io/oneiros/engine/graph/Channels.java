package io.oneiros.engine.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** The number of channels of every value: it does not depend on the picture's size. */
public final class Channels {
  /** Of the picture. */
  public static final int PICTURE = 3;

  private Channels() {}

  /**
   * @return channels by name, the graph's input first, then in the nodes' order
   * @throws IllegalArgumentException if an input is unknown or a convolution does not fit its input
   */
  public static Map<String, Integer> of(Graph graph) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    channels.put(graph.input(), PICTURE);
    for (Node node : graph.nodes()) {
      int sum = Values.inputs(node, channels).stream().reduce(0, Math::addExact);
      if (node.op() instanceof Op.Conv conv) {
        int taken = conv.weight().dimension(3) * conv.groups();
        if (taken != sum) {
          throw new IllegalArgumentException(
              "%s takes %d channels and is given %d".formatted(node.name(), taken, sum));
        }
        sum = conv.weight().dimension(0);
      }
      channels.put(node.name(), sum);
    }
    return channels;
  }
}

package io.oneiros.engine.objective;

import java.util.List;
import java.util.Set;

/**
 * The sum over layers of {@code weight * sum(m(a))}, a being the layer's activations and m their
 * {@link Measure}. A sum over positions, not a mean: a mean's gradient would depend on how much of
 * the picture a patch shows.
 */
public record Objective(List<Layer> layers) {

  /**
   * @param node name of the graph's node that makes the activations
   * @param weight any finite number but 0
   * @param channels that count, each at least 0 and named once; empty for all
   */
  public record Layer(String node, double weight, Measure measure, List<Integer> channels) {
    public Layer {
      channels = List.copyOf(channels);
      if (!Double.isFinite(weight) || weight == 0) {
        throw new IllegalArgumentException(
            "the weight of %s is %s; it must be finite and not 0".formatted(node, weight));
      }
      if (channels.stream().anyMatch(c -> c < 0) || Set.copyOf(channels).size() < channels.size()) {
        throw new IllegalArgumentException(
            "the channels of %s are %s; each must be 0 or above, and named once"
                .formatted(node, channels));
      }
    }

    /** All channels, half their squares. */
    public Layer(String node, double weight) {
      this(node, weight, Measure.L2, List.of());
    }
  }

  public Objective {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an objective needs a layer");
    }
  }

  public List<String> nodes() {
    return layers.stream().map(Layer::node).toList();
  }
}

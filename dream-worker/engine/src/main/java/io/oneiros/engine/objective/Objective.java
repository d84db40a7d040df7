package io.oneiros.engine.objective;

import java.util.List;

/**
 * The sum over layers of {@code weight / 2 * sum(a^2)}, a being the layer's activations. A sum over
 * positions, not a mean: a mean's gradient would depend on how much of the picture a patch shows.
 */
public record Objective(List<Layer> layers) {

  /**
   * @param node name of the graph's node that makes the activations
   * @param weight any finite number but 0
   */
  public record Layer(String node, double weight) {
    public Layer {
      if (!Double.isFinite(weight) || weight == 0) {
        throw new IllegalArgumentException(
            "the weight of %s is %s; it must be finite and not 0".formatted(node, weight));
      }
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

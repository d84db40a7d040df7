package io.oneiros.engine.objective;

import java.util.List;
import java.util.Optional;

/**
 * The sum over layers of {@code weight * m(a)}, a being the layer's activations and m their {@link
 * Measure}. Most are sums over positions, not means: a mean's gradient would depend on how much of
 * the picture a patch shows.
 */
public record Objective(List<Layer> layers) {

  /**
   * @param node name of the graph's node that makes the activations
   * @param weight any finite number but 0
   * @param place the one activation that counts; empty for all
   * @param mask how much each counts; empty for all alike
   */
  public record Layer(
      String node, double weight, Measure measure, Optional<Place> place, Optional<Emphasis> mask) {
    public Layer {
      if (!Double.isFinite(weight) || weight == 0) {
        throw new IllegalArgumentException(
            "the weight of %s is %s; it must be finite and not 0".formatted(node, weight));
      }
      if (!measure.local() && (place.isPresent() || mask.isPresent())) {
        throw new IllegalArgumentException(
            "%s of %s is of the whole picture: it has no place and no mask"
                .formatted(measure.getClass().getSimpleName(), node));
      }
    }

    /** Everywhere alike. */
    public Layer(String node, double weight, Measure measure) {
      this(node, weight, measure, Optional.empty(), Optional.empty());
    }

    /** All channels, half their squares. */
    public Layer(String node, double weight) {
      this(node, weight, Measure.Squares.ALL);
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

  /** Whether tiles of a picture climb what the whole would: see {@link Measure#local}. */
  public boolean local() {
    return layers.stream().allMatch(layer -> layer.measure().local());
  }
}

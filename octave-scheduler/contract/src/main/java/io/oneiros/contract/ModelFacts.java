package io.oneiros.contract;

import java.util.List;

/**
 * What checking and planning need to know of a network and the layers asked for.
 *
 * @param layers canonical names, in the order they were asked for
 * @param channels how many each of them has
 * @param stride of the deepest of them, in pixels
 * @param receptiveField the widest of them, in pixels
 * @param minimumSide smallest side of a picture that still gives every layer one activation
 */
public record ModelFacts(
    String model,
    String sha256,
    List<String> layers,
    List<Integer> channels,
    int stride,
    int receptiveField,
    int minimumSide) {
  public ModelFacts {
    layers = List.copyOf(layers);
    channels = List.copyOf(channels);
  }
}

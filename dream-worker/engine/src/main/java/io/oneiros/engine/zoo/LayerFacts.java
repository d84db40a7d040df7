package io.oneiros.engine.zoo;

import java.util.List;

/**
 * What planning a dream needs to know of the layers asked for.
 *
 * @param names canonical names, in the order they were asked for
 * @param nodes the same as names of graph nodes
 * @param channels how many each of them has
 * @param stride of the deepest of them, in pixels
 * @param receptiveField the widest of them, in pixels
 * @param minimumSide smallest side of a picture that still gives every layer one activation
 */
public record LayerFacts(
    List<String> names,
    List<String> nodes,
    List<Integer> channels,
    int stride,
    int receptiveField,
    int minimumSide) {
  public LayerFacts {
    names = List.copyOf(names);
    nodes = List.copyOf(nodes);
    channels = List.copyOf(channels);
  }
}

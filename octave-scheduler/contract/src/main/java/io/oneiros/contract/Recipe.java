package io.oneiros.contract;

import java.util.List;

/**
 * A checked spec with every default resolved: all that decides the bytes of a dream besides its
 * source picture and the device kind.
 *
 * @param modelSha256 hash of the network's file
 * @param layers canonical layer names with their weights and measures
 * @param stride of the deepest layer, in pixels
 * @param receptiveField the widest of the layers, in pixels
 * @param minimumSide smallest side of an octave that still gives every layer one activation
 * @param step in units of 1/255, over mean |g|
 */
public record Recipe(
    String model,
    String modelSha256,
    List<LayerWeight> layers,
    int stride,
    int receptiveField,
    int minimumSide,
    int octaves,
    double octaveScale,
    int iterations,
    double step,
    int jitter,
    int tile,
    int halo,
    TilingMode mode,
    long seed) {
  public Recipe {
    layers = List.copyOf(layers);
  }
}

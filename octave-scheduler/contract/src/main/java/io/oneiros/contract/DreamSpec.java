package io.oneiros.contract;

import java.util.List;

/**
 * What somebody asks for. Every component may be null, which means the default: defaults are looked
 * up when the dream is checked ({@link SpecCheck}), never baked into a stored spec.
 *
 * @param model id of a network
 * @param layers layers to excite; the network's own default layers where absent
 * @param measure how the activations of a layer that does not say so itself are added up
 * @param octaves number of scales, small to large
 * @param octaveScale factor between two scales
 * @param iterations gradient steps an octave
 * @param step step size in units of 1/255, over mean |g|
 * @param jitter greatest shift of the network's grid in a step, in pixels
 * @param tile greatest side of a tile in pixels
 * @param halo context computed around a tile and thrown away, in pixels
 * @param mode how octaves larger than one tile are dreamed
 * @param seed of the jitter
 */
public record DreamSpec(
    String model,
    List<LayerWeight> layers,
    Measure measure,
    Integer octaves,
    Double octaveScale,
    Integer iterations,
    Double step,
    Integer jitter,
    Integer tile,
    Integer halo,
    TilingMode mode,
    Long seed) {
  public static final DreamSpec DEFAULTS =
      new DreamSpec(null, null, null, null, null, null, null, null, null, null, null, null);

  public DreamSpec {
    layers = layers == null || layers.isEmpty() ? null : List.copyOf(layers);
  }
}

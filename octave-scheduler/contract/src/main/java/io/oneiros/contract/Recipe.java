package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.util.List;

/**
 * A checked spec with every default resolved: all that decides the bytes of a dream besides its
 * pictures and the device kind.
 *
 * @param modelSha256 hash of the network's file
 * @param layers canonical layer names with their weights and measures
 * @param stride of the deepest layer, in pixels
 * @param receptiveField the widest of the layers, in pixels
 * @param minimumSide smallest side of an octave that still gives every layer one activation
 * @param octaveSides longer side of each octave; null where number and scale decide
 * @param iterations steps of each octave; the last counts for those that are not named
 * @param step in units of 1/255, over the normalised gradient; likewise
 * @param generator whose code is climbed; null where it is something else
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
    @Nullable List<Integer> octaveSides,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Integer> iterations,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Double> step,
    int jitter,
    int tile,
    int halo,
    TilingMode mode,
    long seed,
    Ascent ascent,
    Regularise regularise,
    Start start,
    Finish finish,
    @Nullable GeneratorFacts generator) {
  public Recipe {
    // Those of an older scheduler say nothing of these.
    ascent = ascent == null ? Ascent.NONE.checked(Limits.DEFAULTS) : ascent;
    regularise = regularise == null ? Regularise.NONE.checked(Limits.DEFAULTS) : regularise;
    start = start == null ? Start.NONE.checked(Limits.DEFAULTS) : start;
    finish = finish == null ? Finish.NONE.checked(Limits.DEFAULTS) : finish;
    layers = List.copyOf(layers);
    octaveSides = octaveSides == null ? null : List.copyOf(octaveSides);
    iterations = List.copyOf(iterations);
    step = List.copyOf(step);
  }

  /**
   * What to ask for to have the same again, whatever the defaults are by then.
   *
   * @param device as it was asked for
   */
  public DreamSpec spec(String device) {
    boolean numbered = octaveSides == null;
    return new DreamSpec(
        null,
        model,
        layers,
        null,
        numbered ? Integer.valueOf(octaves) : null,
        numbered ? Double.valueOf(octaveScale) : null,
        octaveSides,
        iterations,
        step,
        jitter,
        tile,
        halo,
        mode,
        seed,
        ascent,
        regularise,
        start,
        finish,
        null,
        device);
  }

  /** Gradient steps of an octave. */
  public int iterations(int octave) {
    return iterations.get(Math.min(octave, iterations.size() - 1));
  }

  /** Step size of an octave. */
  public double step(int octave) {
    return step.get(Math.min(octave, step.size() - 1));
  }

  /** Pixels times gradient steps over all octaves of such a picture: the measure of work. */
  public long pixelSteps(Size picture) {
    List<Size> sizes = sizes(picture);
    long work = 0;
    for (int octave = 0; octave < sizes.size(); octave++) {
      work += sizes.get(octave).pixels() * iterations(octave);
    }
    return work;
  }

  /** Sizes of the octaves of such a picture, from coarse to fine. */
  public List<Size> sizes(Size picture) {
    return octaveSides == null
        ? Octaves.sizes(picture, octaves, octaveScale)
        : Octaves.sizes(picture, octaveSides);
  }
}

package io.oneiros.contract;

import static io.oneiros.contract.ProblemCode.CHANNELS_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.HALO_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.ITERATIONS_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.JITTER_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.LAYERS_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.OCTAVES_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.OCTAVE_SCALE_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.SMALLEST_OCTAVE_TOO_SMALL;
import static io.oneiros.contract.ProblemCode.STEP_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.TILE_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.TOO_MANY_PIXELS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a {@link DreamSpec} into a {@link Recipe}, or says what is wrong with it. Used at the
 * gateway, before anything is spent, and again by the scheduler, for requests that did not come
 * through the gateway: the same rules, the same words.
 */
public final class SpecCheck {
  public static final int OCTAVES = 4;
  public static final double OCTAVE_SCALE = 1.4;
  public static final int ITERATIONS = 10;
  public static final double STEP = 1.5;
  public static final int JITTER = 32;
  public static final int TILE = 1024;
  public static final double MIN_OCTAVE_SCALE = 1.05;
  public static final double MAX_OCTAVE_SCALE = 4;
  public static final double MAX_STEP = 255;

  /** More halo bought nothing in fast mode when it was measured (docs/architecture.md). */
  private static final int FAST_HALO = 128;

  private final Limits limits;
  private final ModelCatalog models;

  public SpecCheck(Limits limits, ModelCatalog models) {
    this.limits = limits;
    this.models = models;
  }

  /**
   * @throws ProblemException naming the value, the limit and the setting that moves it
   */
  public Recipe resolve(DreamSpec spec) {
    int octaves =
        within(spec.octaves(), OCTAVES, 1, limits.maxOctaves(), "octaves", OCTAVES_OUT_OF_RANGE);
    double scale = orElse(spec.octaveScale(), OCTAVE_SCALE);
    if (!(scale >= MIN_OCTAVE_SCALE && scale <= MAX_OCTAVE_SCALE)) {
      throw fixed(
          OCTAVE_SCALE_OUT_OF_RANGE, "octaveScale", scale, MIN_OCTAVE_SCALE, MAX_OCTAVE_SCALE);
    }
    int iterations =
        within(
            spec.iterations(),
            ITERATIONS,
            1,
            limits.maxIterations(),
            "iterations",
            ITERATIONS_OUT_OF_RANGE);
    double step = orElse(spec.step(), STEP);
    if (!(step > 0 && step <= MAX_STEP)) {
      throw new ProblemException(
          STEP_OUT_OF_RANGE,
          "step is %s; it must be above 0 and at most %s.".formatted(step, MAX_STEP));
    }
    int jitter =
        within(spec.jitter(), JITTER, 0, limits.maxJitter(), "jitter", JITTER_OUT_OF_RANGE);
    int tile =
        within(spec.tile(), TILE, limits.minTile(), limits.maxTile(), "tile", TILE_OUT_OF_RANGE);
    List<LayerWeight> asked = layers(spec);
    ModelFacts facts = models.facts(spec.model(), asked.stream().map(LayerWeight::name).toList());
    TilingMode mode = orElse(spec.mode(), TilingMode.FAST);
    int halo =
        within(
            spec.halo(), defaultHalo(mode, facts), 0, limits.maxHalo(), "halo", HALO_OUT_OF_RANGE);
    return new Recipe(
        facts.model(),
        facts.sha256(),
        layers(facts, asked, orElse(spec.measure(), Measure.L2)),
        facts.stride(),
        facts.receptiveField(),
        facts.minimumSide(),
        octaves,
        scale,
        iterations,
        step,
        jitter,
        tile,
        halo,
        mode,
        orElse(spec.seed(), 0L));
  }

  /** Checks a recipe against the picture it is for: its pixels, and its smallest octave. */
  public void fits(Recipe recipe, Size picture) {
    if (picture.pixels() > limits.maxPixels()) {
      throw new ProblemException(
          new Problem(
              TOO_MANY_PIXELS,
              "The picture has %d x %d = %d pixels; at most %d are taken."
                  .formatted(
                      picture.width(), picture.height(), picture.pixels(), limits.maxPixels()),
              "oneiros.limits.max-pixels"));
    }
    Size smallest = Octaves.sizes(picture, recipe.octaves(), recipe.octaveScale()).get(0);
    if (Math.min(smallest.width(), smallest.height()) < recipe.minimumSide()) {
      throw new ProblemException(
          SMALLEST_OCTAVE_TOO_SMALL,
          "The smallest of %d octaves x %s of a %d x %d picture is %d x %d; %s needs at least %d a side. Take fewer octaves, a smaller octaveScale, a larger picture or an earlier layer."
              .formatted(
                  recipe.octaves(),
                  recipe.octaveScale(),
                  picture.width(),
                  picture.height(),
                  smallest.width(),
                  smallest.height(),
                  recipe.layers().stream().map(LayerWeight::name).collect(Collectors.joining("+")),
                  recipe.minimumSide()));
    }
  }

  /**
   * Halo where the spec names none: in exact mode three quarters of the receptive field (all of it
   * less one would make tiles equal to the last bit), in fast mode a third, at most 128; in whole
   * strides.
   */
  static int defaultHalo(TilingMode mode, ModelFacts facts) {
    return switch (mode) {
      case EXACT -> roundUp((facts.receptiveField() * 3 + 3) / 4, facts.stride());
      case FAST -> Math.min(FAST_HALO, roundUp((facts.receptiveField() + 2) / 3, facts.stride()));
    };
  }

  private List<LayerWeight> layers(DreamSpec spec) {
    List<LayerWeight> asked = spec.layers() == null ? List.of() : spec.layers();
    if (asked.size() > limits.maxLayers()) {
      throw new ProblemException(
          new Problem(
              LAYERS_OUT_OF_RANGE,
              "%d layers; at most %d are taken.".formatted(asked.size(), limits.maxLayers()),
              "oneiros.limits.max-layers"));
    }
    for (LayerWeight layer : asked) {
      if (layer.name() == null || layer.name().isBlank()) {
        throw new ProblemException(LAYERS_OUT_OF_RANGE, "A layer without a name.");
      }
      if (!Double.isFinite(layer.weight()) || layer.weight() == 0) {
        throw new ProblemException(
            LAYERS_OUT_OF_RANGE,
            "The weight of layer '%s' is %s; it must be a finite number other than 0."
                .formatted(layer.name(), layer.weight()));
      }
    }
    return asked;
  }

  private static List<LayerWeight> layers(
      ModelFacts facts, List<LayerWeight> asked, Measure otherwise) {
    List<LayerWeight> result = new ArrayList<>();
    for (int i = 0; i < facts.layers().size(); i++) {
      String name = facts.layers().get(i);
      LayerWeight layer = asked.isEmpty() ? new LayerWeight(name, 1.0) : asked.get(i);
      checkChannels(name, layer.channels(), facts.channels().get(i));
      result.add(
          new LayerWeight(
              name, layer.weight(), orElse(layer.measure(), otherwise), layer.channels()));
    }
    return result;
  }

  private static void checkChannels(String layer, List<Integer> channels, int count) {
    if (channels == null) {
      return;
    }
    Set<Integer> seen = new HashSet<>();
    for (int channel : channels) {
      if (channel < 0 || channel >= count) {
        throw new ProblemException(
            CHANNELS_OUT_OF_RANGE,
            "Layer '%s' has no channel %d; it has %d, numbered from 0."
                .formatted(layer, channel, count));
      }
      if (!seen.add(channel)) {
        throw new ProblemException(
            CHANNELS_OUT_OF_RANGE,
            "Channel %d of layer '%s' is named twice.".formatted(channel, layer));
      }
    }
  }

  private static int within(
      Integer given, int otherwise, int least, int most, String name, ProblemCode code) {
    int value = orElse(given, otherwise);
    if (value < least || value > most) {
      // Only a tile's lower limit is a setting; the other lower limits are what the words mean.
      String setting = value > most ? "max-" + name : name.equals("tile") ? "min-tile" : null;
      throw new ProblemException(
          new Problem(
              code,
              "%s is %d; it must be between %d and %d.".formatted(name, value, least, most),
              setting == null ? null : "oneiros.limits." + setting));
    }
    return value;
  }

  private static ProblemException fixed(
      ProblemCode code, String name, double value, double least, double most) {
    return new ProblemException(
        code, "%s is %s; it must be between %s and %s.".formatted(name, value, least, most));
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }

  private static <T> T orElse(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}

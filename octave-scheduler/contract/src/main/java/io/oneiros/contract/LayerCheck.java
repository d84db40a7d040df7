package io.oneiros.contract;

import static io.oneiros.contract.ProblemCode.CHANNELS_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.LAYERS_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.PICTURE_MISSING;

import io.oneiros.contract.LayerWeight.Region;
import io.oneiros.contract.spec.Option.Choice;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.contract.spec.Start.Parametrisation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the layers of a spec: what is said of each, and that it goes together. */
final class LayerCheck {
  /** What a classifier's scores are called where a layer's name may be left out. */
  static final String LOGITS = "logits";

  private static final int COUNT = 1;

  private final Limits limits;
  private final ModelCatalog models;

  LayerCheck(Limits limits, ModelCatalog models) {
    this.limits = limits;
    this.models = models;
  }

  /** The spec's, each with a name. */
  List<LayerWeight> asked(DreamSpec spec) {
    List<LayerWeight> asked = spec.layers() == null ? List.of() : spec.layers();
    if (asked.size() > limits.maxLayers()) {
      throw new ProblemException(
          new Problem(
              LAYERS_OUT_OF_RANGE,
              "%d layers; at most %d are taken.".formatted(asked.size(), limits.maxLayers()),
              "oneiros.limits.max-layers"));
    }
    return asked.stream().map(layer -> asked(spec, layer)).toList();
  }

  private LayerWeight asked(DreamSpec spec, LayerWeight layer) {
    Measure measure = layer.measure() == null ? spec.measure() : layer.measure();
    String name = layer.name() == null && measure == Measure.CLASS ? LOGITS : layer.name();
    if (name == null || name.isBlank()) {
      throw wrong("A layer without a name.");
    }
    if (!Float.isFinite(layer.weight().floatValue()) || layer.weight() == 0) {
      throw wrong(
          "The weight of layer '%s' is %s; it must be a finite number other than 0.",
          name, layer.weight());
    }
    List<Integer> channels =
        layer.classes() == null ? layer.channels() : models.classes(spec.model(), layer.classes());
    return new LayerWeight(
        name,
        layer.weight(),
        layer.measure(),
        channels,
        layer.vector(),
        layer.count(),
        layer.classes(),
        layer.penalty(),
        layer.at(),
        layer.region());
  }

  /** With the network's names and what is not said as it is otherwise. */
  List<LayerWeight> resolved(ModelFacts facts, List<LayerWeight> asked, Measure otherwise) {
    List<LayerWeight> result = new ArrayList<>();
    for (int i = 0; i < facts.layers().size(); i++) {
      String name = facts.layers().get(i);
      LayerWeight layer = asked.isEmpty() ? new LayerWeight(name, 1.0) : asked.get(i);
      Measure measure = layer.measure() == null ? otherwise : layer.measure();
      LayerWeight resolved =
          new LayerWeight(
              name,
              layer.weight(),
              measure,
              layer.channels(),
              layer.vector(),
              counts(measure) && layer.count() == null ? Integer.valueOf(COUNT) : layer.count(),
              layer.classes(),
              layer.penalty(),
              layer.at(),
              layer.region());
      check(resolved, facts.channels().get(i));
      result.add(resolved);
    }
    return result;
  }

  private static void check(LayerWeight layer, int channels) {
    Measure measure = layer.measure();
    checkChannels(layer, channels);
    boolean directed = measure == Measure.DIRECTION || measure == Measure.COSINE;
    only(layer, "a vector", layer.vector() != null, directed, directed);
    if (directed && layer.vector().size() != channels) {
      throw wrong(
          "The vector of layer '%s' has %d numbers; the layer has %d channels.",
          layer.name(), layer.vector().size(), channels);
    }
    if (directed && layer.vector().stream().anyMatch(v -> !Float.isFinite(v.floatValue()))) {
      throw wrong("The vector of layer '%s' has a number that is too large.", layer.name());
    }
    if (directed && layer.vector().stream().allMatch(v -> v.floatValue() == 0)) {
      throw wrong("The vector of layer '%s' is 0: it has no direction.", layer.name());
    }
    only(layer, "a count", layer.count() != null, counts(measure), false);
    if (layer.count() != null && (layer.count() < 1 || layer.count() > channels)) {
      throw wrong(
          "The count of layer '%s' is %d; it must be between 1 and its %d channels.",
          layer.name(), layer.count(), channels);
    }
    boolean isClass = measure == Measure.CLASS;
    if (layer.name().equals(LOGITS) && !isClass) {
      throw wrong(
          "Layer 'logits', the scores, takes the measure class, not %s.", Choice.word(measure));
    }
    only(layer, "classes or channels", layer.channels() != null, listed(measure), isClass);
    only(layer, "classes", layer.classes() != null, isClass, false);
    only(layer, "a penalty", layer.penalty() != null, isClass, false);
    if (layer.penalty() != null && !(layer.penalty() >= 0 && layer.penalty() <= 1000)) {
      throw wrong(
          "The penalty of layer '%s' is %s; it must be between 0 and 1000.",
          layer.name(), layer.penalty());
    }
    checkPlace(layer);
  }

  /** What is at its place in the picture would not be there in one that is turned or mirrored. */
  static void requireNoPlaces(List<LayerWeight> layers) {
    for (LayerWeight layer : layers) {
      if (layer.at() != null || isSomewhere(layer) || layer.measure() == Measure.CONTENT) {
        throw wrong(
            "Layer '%s' has a place, a region or the measure content; ascent.scale, ascent.rotate, ascent.flip and ascent.pad move the picture, so they do not go with it.",
            layer.name());
      }
    }
  }

  /** Whether an objective has reached a multiple cannot be told of one that is never above 0. */
  static void requireAboveZero(List<LayerWeight> layers) {
    for (LayerWeight layer : layers) {
      if (layer.measure().belowZero() || layer.weight() < 0) {
        throw wrong(
            "Layer '%s' has the measure %s and the weight %s; ascent.stopAt needs an objective above 0, which that may never be.",
            layer.name(), Choice.word(layer.measure()), layer.weight());
      }
    }
  }

  private static boolean isSomewhere(LayerWeight layer) {
    return layer.region() != null && layer.region() != Region.EVERYWHERE;
  }

  private static void checkPlace(LayerWeight layer) {
    if (layer.measure().ofAll() && (layer.at() != null || isSomewhere(layer))) {
      throw wrong(
          "Layer '%s' cannot have a place or a region: measure %s is of the whole picture.",
          layer.name(), Choice.word(layer.measure()));
    }
    if (layer.at() == null) {
      return;
    }
    boolean inside = layer.at().stream().allMatch(part -> part != null && part >= 0 && part <= 1);
    if (layer.at().size() != 2 || !inside) {
      throw wrong(
          "The place of layer '%s' is %s; it must be two numbers between 0 and 1, parts of the width and the height.",
          layer.name(), layer.at());
    }
  }

  private static void only(
      LayerWeight layer, String what, boolean there, boolean may, boolean must) {
    if (there && !may || !there && must) {
      throw wrong(
          "Layer '%s' with measure %s %s %s.",
          layer.name(), Choice.word(layer.measure()), there ? "cannot have" : "needs", what);
    }
  }

  private static boolean counts(Measure measure) {
    return measure == Measure.STRONGEST || measure == Measure.WEAKEST;
  }

  private static boolean listed(Measure measure) {
    return measure == Measure.L2 || measure == Measure.MEAN || measure == Measure.CLASS;
  }

  private static void checkChannels(LayerWeight layer, int count) {
    Set<Integer> seen = new HashSet<>();
    for (int channel : layer.channels() == null ? List.<Integer>of() : layer.channels()) {
      if (channel < 0 || channel >= count) {
        throw new ProblemException(
            CHANNELS_OUT_OF_RANGE,
            "Layer '%s' has no channel %d; it has %d, numbered from 0."
                .formatted(layer.name(), channel, count));
      }
      if (!seen.add(channel)) {
        throw new ProblemException(
            CHANNELS_OUT_OF_RANGE,
            "Channel %d of layer '%s' is named twice.".formatted(channel, layer.name()));
      }
    }
  }

  /** Checks that the pictures are there that a recipe compares with, and no others. */
  void pictures(Recipe recipe, boolean photo, boolean guide, boolean mask) {
    boolean guided = false;
    for (LayerWeight layer : recipe.layers()) {
      String measure = Choice.word(layer.measure());
      require(!layer.measure().needsGuide() || guide, "Measure " + measure, "guide");
      require(!layer.measure().needsPhoto() || photo, "Measure " + measure, "image");
      require(!isSomewhere(layer) || mask, "Region " + layer.region(), "mask");
      guided |= layer.measure().needsGuide();
    }
    if (guide && !guided) {
      throw wrong(
          "There is a guide, and no layer with a measure that looks at it: guide, guide-channels or style.");
    }
    boolean fromPhoto = recipe.start().from() == From.PHOTO;
    require(!fromPhoto || photo, "start.from photo", "image");
    boolean sized = recipe.start().width() != null && recipe.start().height() != null;
    if (!photo && !sized) {
      throw wrong("A dream without a photo needs start.width and start.height.");
    }
    Parametrisation variables = recipe.start().parametrisation();
    if (mask && variables != Parametrisation.PIXELS) {
      throw wrong(
          "A mask does not go with start.parametrisation %s: every %s is everywhere.",
          Choice.word(variables),
          variables == Parametrisation.FOURIER ? "frequency" : "number of a code");
    }
  }

  private static void require(boolean there, String what, String part) {
    if (!there) {
      throw new ProblemException(
          PICTURE_MISSING,
          "%s needs a picture: the part '%s'%s."
              .formatted(what, part, part.equals("image") ? "" : ", or --" + part + " FILE"));
    }
  }

  private static ProblemException wrong(String text, Object... values) {
    return new ProblemException(LAYERS_OUT_OF_RANGE, text.formatted(values));
  }
}

package io.oneiros.contract;

import static io.oneiros.contract.ProblemCode.GUIDE_TOO_SMALL;
import static io.oneiros.contract.ProblemCode.OCTAVES_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.OPTION_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.SMALLEST_OCTAVE_TOO_SMALL;
import static io.oneiros.contract.ProblemCode.TOO_MANY_PIXELS;
import static io.oneiros.contract.ProblemCode.WHOLE_PICTURE_NEEDED;
import static java.util.Objects.requireNonNullElse;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Options;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import io.oneiros.contract.spec.Whole;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns a {@link DreamSpec} into a {@link Recipe}, or says what is wrong with it. Used at the
 * gateway, before anything is spent, and again by the scheduler, for requests that did not come
 * through the gateway: the same rules, the same words.
 */
public final class SpecCheck {
  /** More halo bought nothing in fast mode when it was measured (docs/architecture.md). */
  private static final int FAST_HALO = 128;

  /** Of a webhook's URL, in characters. */
  public static final int LONGEST_WEBHOOK = 2048;

  private static final Pattern WEB =
      Pattern.compile(" *https?://\\P{Cntrl}+", Pattern.CASE_INSENSITIVE);

  private final Limits limits;
  private final ModelCatalog models;
  private final LayerCheck layers;

  public SpecCheck(Limits limits, ModelCatalog models) {
    this.limits = limits;
    this.models = models;
    this.layers = new LayerCheck(limits, models);
  }

  /**
   * @throws ProblemException naming the value, the limit and the setting that moves it
   */
  public Recipe resolve(DreamSpec given) {
    DreamSpec spec = Presets.applied(given);
    List<Integer> sides = sides(spec);
    int octaves =
        OwnWay.octaves(
            spec.start(),
            sides == null ? Options.OCTAVES.check(spec.octaves(), limits) : sides.size(),
            sides != null || spec.octaves() != null);
    double scale = Options.OCTAVE_SCALE.check(spec.octaveScale(), limits);
    List<Integer> iterations = each(octaves, "iterations", spec.iterations());
    List<Double> step = each(octaves, "step", spec.step());
    int jitter = Options.JITTER.check(spec.jitter(), limits);
    int tile = Options.TILE.check(spec.tile(), limits);
    List<LayerWeight> asked = layers.asked(spec);
    ModelFacts facts = models.facts(spec.model(), asked.stream().map(LayerWeight::name).toList());
    TilingMode mode = Options.MODE.check(spec.mode(), limits);
    Integer halo = Options.HALO.check(spec.halo(), limits);
    Ascent ascent = requireNonNullElse(spec.ascent(), Ascent.NONE).checked(limits);
    Regularise regularise = requireNonNullElse(spec.regularise(), Regularise.NONE).checked(limits);
    Start start = requireNonNullElse(spec.start(), Start.NONE).checked(limits);
    OwnWay.check(start, ascent, regularise);
    List<LayerWeight> resolved =
        layers.resolved(facts, asked, Options.MEASURE.check(spec.measure(), limits));
    if (ascent.warps()) {
      LayerCheck.requireNoPlaces(resolved);
    }
    if (ascent.stopAt() != null) {
      LayerCheck.requireAboveZero(resolved);
    }
    return BatchCheck.checked(
        new Recipe(
            facts.model(),
            facts.sha256(),
            resolved,
            facts.stride(),
            facts.receptiveField(),
            facts.minimumSide(),
            octaves,
            scale,
            sides,
            Options.ITERATIONS.check(iterations, limits),
            Options.STEP.check(step, limits),
            jitter,
            tile,
            halo == null ? Math.min(limits.maxHalo(), defaultHalo(mode, facts)) : halo,
            mode,
            spec.seed() == null ? 0 : spec.seed(),
            ascent,
            regularise,
            start,
            requireNonNullElse(spec.finish(), Finish.NONE).checked(limits),
            start.generator() == null ? null : models.generator(start.generator())));
  }

  /**
   * Checks what may stand in a dream's state and in a header of its events. Whether it may be
   * called is for the gateways to say, and whether without TLS: hosts can be exempt from both. It
   * is not quoted, for many such URLs are secrets.
   *
   * @param url null for none
   * @throws ProblemException {@code option-out-of-range}
   */
  public static void webhook(String url) {
    if (url != null && (url.length() > LONGEST_WEBHOOK || !WEB.matcher(url).matches())) {
      throw new ProblemException(
          OPTION_OUT_OF_RANGE,
          "The webhook must be an https URL of at most %d characters, without control characters; this is %s, of %d."
              .formatted(
                  LONGEST_WEBHOOK, WEB.matcher(url).matches() ? "one" : "none", url.length()));
    }
  }

  /**
   * On what terms it is asked for.
   *
   * @throws ProblemException naming the value and what it may be
   */
  public Terms terms(DreamSpec given, String tenant) {
    if (!tenant.isEmpty() && !ObjectKeys.isDreamId(tenant)) {
      throw new ProblemException(
          OPTION_OUT_OF_RANGE,
          "The tenant is '%s'; it must be 1 to 64 of a-z, 0-9 and hyphens, or empty for none."
              .formatted(tenant));
    }
    DreamSpec spec = Presets.applied(given);
    return new Terms(
        tenant,
        Options.PRIORITY.check(spec.priority(), limits),
        Options.DEVICE.check(spec.device(), limits));
  }

  /**
   * Checks a recipe against the picture it is for: its pixels, its smallest octave, and that
   * nothing in it needs in one piece what is cut into tiles.
   */
  public void fits(Recipe recipe, Size picture) {
    List<Size> sizes = recipe.sizes(picture);
    pixels(picture);
    pixels(sizes.get(sizes.size() - 1));
    Size smallest = recipe.start().grid().picture(sizes.get(0));
    if (Math.min(smallest.width(), smallest.height()) < recipe.minimumSide()) {
      throw new ProblemException(
          SMALLEST_OCTAVE_TOO_SMALL,
          "The smallest of %d octaves of a %d x %d picture is %d x %d; %s needs at least %d a side. Take fewer octaves, a smaller octaveScale, a larger picture or an earlier layer."
              .formatted(
                  recipe.octaves(),
                  picture.width(),
                  picture.height(),
                  smallest.width(),
                  smallest.height(),
                  names(recipe),
                  recipe.minimumSide()));
    }
    sizes.stream()
        .filter(size -> Math.max(size.width(), size.height()) > recipe.tile())
        .findFirst()
        .ifPresent(size -> tiled(recipe, size));
  }

  /** Checks that the pictures are there that a recipe needs, or else the size of what it makes. */
  public void pictures(Recipe recipe, boolean photo, boolean guide, boolean mask) {
    BatchCheck.pictures(recipe, photo, mask);
    layers.pictures(recipe, photo, guide, mask);
    if (!photo) {
      fits(recipe, recipe.start().size());
    }
  }

  /** Checks that every layer sees something of a guide. */
  public void guide(Recipe recipe, Size guide) {
    Size kept = guide.atMost(StorageTask.Ingest.GUIDE_SIDE);
    if (Math.min(kept.width(), kept.height()) < recipe.minimumSide()) {
      throw new ProblemException(
          GUIDE_TOO_SMALL,
          "The guide is %d x %d, and is kept as %d x %d; %s needs at least %d a side. Take a larger guide or an earlier layer."
              .formatted(
                  guide.width(),
                  guide.height(),
                  kept.width(),
                  kept.height(),
                  names(recipe),
                  recipe.minimumSide()));
    }
  }

  private static String names(Recipe recipe) {
    return recipe.layers().stream().map(LayerWeight::name).collect(Collectors.joining("+"));
  }

  private void tiled(Recipe recipe, Size size) {
    Whole.of(recipe)
        .ifPresent(
            what -> {
              throw new ProblemException(
                  new Problem(
                      WHOLE_PICTURE_NEEDED,
                      "%s needs the whole picture in one tile; an octave of %d x %d is cut into tiles of %d. Take a larger tile, at most %d, or a smaller picture."
                          .formatted(
                              what, size.width(), size.height(), recipe.tile(), limits.maxTile()),
                      "oneiros.limits.max-tile"));
            });
    if (recipe.regularise().tv() > 0 && recipe.halo() == 0) {
      throw new ProblemException(
          OPTION_OUT_OF_RANGE,
          "regularise.tv looks at a pixel's neighbours; in tiles it needs a halo of 1 or more, and halo is 0.");
    }
    int reach = recipe.ascent().reach();
    if (reach > recipe.halo()) {
      throw new ProblemException(
          OPTION_OUT_OF_RANGE,
          "ascent.blur reaches %d pixels, eight times its greatest sigma; in tiles it needs a halo of that, and halo is %d."
              .formatted(reach, recipe.halo()));
    }
  }

  private void pixels(Size picture) {
    if (picture.pixels() > limits.maxPixels()) {
      throw new ProblemException(
          new Problem(
              TOO_MANY_PIXELS,
              "The picture has %d x %d = %d pixels; at most %d are taken."
                  .formatted(
                      picture.width(), picture.height(), picture.pixels(), limits.maxPixels()),
              "oneiros.limits.max-pixels"));
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

  private List<Integer> sides(DreamSpec spec) {
    List<Integer> sides = spec.octaveSides();
    if (sides == null) {
      return null;
    }
    if (spec.octaves() != null || spec.octaveScale() != null) {
      throw new ProblemException(
          OCTAVES_OUT_OF_RANGE,
          "octaveSides is %s, which says how many octaves there are and how large; %s is said as well. Leave one of them away."
              .formatted(
                  sides,
                  spec.octaves() != null
                      ? "octaves " + spec.octaves()
                      : "octaveScale " + spec.octaveScale()));
    }
    Options.OCTAVES.check(sides.size(), limits);
    for (int i = 0; i < sides.size(); i++) {
      if (sides.get(i) < (i == 0 ? 1 : sides.get(i - 1) + 1) || sides.get(i) > Options.MOST_SIDE) {
        throw new ProblemException(
            OCTAVES_OUT_OF_RANGE,
            "octaveSides is %s; each must be larger than the one before it, and at most %d."
                .formatted(sides, Options.MOST_SIDE));
      }
    }
    return sides;
  }

  private static <T> List<T> each(int octaves, String name, List<T> values) {
    if (values != null && values.size() != 1 && values.size() != octaves) {
      throw new ProblemException(
          OPTION_OUT_OF_RANGE,
          "%s has %d values for %d octaves; it must have 1, or one for each."
              .formatted(name, values.size(), octaves));
    }
    return values;
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}

package io.oneiros.contract.spec;

import static io.oneiros.contract.ProblemCode.OPTION_OUT_OF_RANGE;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Measure;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Terms;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.spec.Ascent.Norm;
import io.oneiros.contract.spec.Ascent.Optimiser;
import io.oneiros.contract.spec.Option.Choice;
import io.oneiros.contract.spec.Option.Each;
import io.oneiros.contract.spec.Option.Name;
import io.oneiros.contract.spec.Option.Real;
import io.oneiros.contract.spec.Option.Switch;
import io.oneiros.contract.spec.Option.Whole;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.contract.spec.Start.Parametrisation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that a spec may say besides the network, its layers and the seed, with what it is
 * otherwise: the check, the command line's help and the reference page read it from here.
 */
public final class Options {
  /** Of a dream without a photo, or of an octave, in pixels. */
  public static final int MOST_SIDE = 16_384;

  private static final double HUGE = 1e9;

  /** Codes are activations, or noise of deviation 1. */
  private static final double MOST_CODE = 1000;

  public static final Choice<Measure> MEASURE =
      new Choice<>(
          "measure",
          Measure.class,
          Measure.L2,
          "what of a layer is made larger, where the layer does not say so itself");

  public static final Whole OCTAVES =
      new Whole(
          "octaves",
          4,
          any -> 1,
          Limits::maxOctaves,
          null,
          "max-octaves",
          ProblemCode.OCTAVES_OUT_OF_RANGE,
          "scales, small to large");
  public static final Real OCTAVE_SCALE =
      new Real(
          "octaveScale",
          1.4,
          1.05,
          false,
          4,
          ProblemCode.OCTAVE_SCALE_OUT_OF_RANGE,
          "factor between two scales");
  public static final Each<Integer> ITERATIONS =
      new Each<>(
          new Whole(
              "iterations",
              10,
              any -> 1,
              Limits::maxIterations,
              null,
              "max-iterations",
              ProblemCode.ITERATIONS_OUT_OF_RANGE,
              "gradient steps an octave"));
  public static final Each<Double> STEP =
      new Each<>(
          new Real(
              "step",
              1.5,
              0,
              true,
              255,
              ProblemCode.STEP_OUT_OF_RANGE,
              "step size, of 255, over the normalised gradient"));
  public static final Whole JITTER =
      new Whole(
          "jitter",
          32,
          any -> 0,
          Limits::maxJitter,
          null,
          "max-jitter",
          ProblemCode.JITTER_OUT_OF_RANGE,
          "greatest shift of the network's grid in a step, in pixels");
  public static final Whole TILE =
      new Whole(
          "tile",
          1024,
          Limits::minTile,
          Limits::maxTile,
          "min-tile",
          "max-tile",
          ProblemCode.TILE_OUT_OF_RANGE,
          "greatest side of a tile, in pixels");

  /** What it is otherwise hangs on the mode and the layers' receptive field. */
  public static final Whole HALO =
      new Whole(
          "halo",
          null,
          any -> 0,
          Limits::maxHalo,
          null,
          "max-halo",
          ProblemCode.HALO_OUT_OF_RANGE,
          "context around a tile, in pixels");

  public static final Choice<TilingMode> MODE =
      new Choice<>(
          "mode", TilingMode.class, TilingMode.FAST, "how octaves larger than a tile are dreamed");

  public static final Choice<Norm> NORMALISE =
      new Choice<>(
          "ascent.normalise", Norm.class, Norm.MEAN_ABS, "what the gradient is divided by");
  public static final Whole BANDS =
      whole("ascent.bands", 4, 1, 8, "bands of the Laplacian pyramid, for normalise bands");
  public static final Choice<Optimiser> OPTIMISER =
      new Choice<>("ascent.optimiser", Optimiser.class, Optimiser.PLAIN, "what a step is made of");
  public static final Real MOMENTUM =
      real("ascent.momentum", 0.9, 0, 0.999, "part of the last step that goes on");
  public static final Real BLUR =
      real("ascent.blur", 0.0, 0, 32, "blur of the gradient, sigma in pixels");
  public static final Real BLUR_GROWTH =
      real("ascent.blurGrowth", 0.0, 0, 32, "how much that sigma grows over an octave's steps");
  public static final Real SCALE =
      real("ascent.scale", 1.0, 1, 2, "greatest random scaling of what a step sees");
  public static final Real ROTATE =
      real("ascent.rotate", 0.0, 0, 180, "greatest random rotation of what a step sees, degrees");
  public static final Switch FLIP =
      new Switch("ascent.flip", false, "whether what a step sees is mirrored at random");
  public static final Whole PAD =
      whole("ascent.pad", 0, 0, 64, "greatest width of a grey frame around what a step sees");
  public static final Real STOP_AT =
      new Real(
          "ascent.stopAt",
          null,
          1,
          true,
          HUGE,
          OPTION_OUT_OF_RANGE,
          "an octave ends once the objective is this many times what it was");

  public static final Real TV =
      real("regularise.tv", 0.0, 0, HUGE, "weight of total variation, off the objective");
  public static final Real TV_BETA =
      real("regularise.tvBeta", 2.0, 1, 4, "exponent of total variation");
  public static final Real L2 =
      real("regularise.l2", 0.0, 0, HUGE, "weight of the squares of pixels, off the objective");
  public static final Real ALPHA =
      real("regularise.alpha", 0.0, 0, HUGE, "weight of pixels' alpha norm, off the objective");
  public static final Real ALPHA_EXPONENT =
      real("regularise.alphaExponent", 6.0, 2, 12, "exponent of that norm");
  public static final Real DECAY =
      real("regularise.decay", 0.0, 0, 1, "part of each pixel's value that a step takes away");
  public static final Real SMOOTH =
      real("regularise.smooth", 0.0, 0, 32, "blur of the picture, sigma in pixels");
  public static final Whole SMOOTH_EVERY =
      whole("regularise.smoothEvery", 4, 1, 1000, "steps from one such blur to the next");
  public static final Real SMALL_NORM =
      real("regularise.smallNorm", 0.0, 0, 99, "percentile of pixels' norms that become grey");
  public static final Real SMALL_CONTRIBUTION =
      real(
          "regularise.smallContribution",
          0.0,
          0,
          99,
          "percentile of pixels' contributions that become grey");

  public static final Real CODE_DECAY =
      real(
          "regularise.codeDecay",
          0.005,
          0,
          1,
          "part of each number of a generator's code that a step takes away");
  public static final Real CODE_LOW =
      real("regularise.codeLow", -3.0, -MOST_CODE, MOST_CODE, "least number of a generator's code");
  public static final Real CODE_HIGH =
      real(
          "regularise.codeHigh",
          3.0,
          -MOST_CODE,
          MOST_CODE,
          "greatest number of a generator's code");

  public static final Choice<From> FROM =
      new Choice<>("start.from", From.class, From.PHOTO, "what the dream begins from");
  public static final Whole WIDTH =
      whole("start.width", null, 16, MOST_SIDE, "width of a dream without a photo, in pixels");
  public static final Whole HEIGHT =
      whole("start.height", null, 16, MOST_SIDE, "height of a dream without a photo, in pixels");
  public static final Choice<Parametrisation> PARAMETRISATION =
      new Choice<>(
          "start.parametrisation",
          Parametrisation.class,
          Parametrisation.PIXELS,
          "what is moved by the steps");
  public static final Whole BATCH =
      whole("start.batch", 1, 1, 16, "pictures that are dreamed together, side by side in a grid");
  public static final Name GENERATOR =
      new Name(
          "start.generator",
          null,
          Pattern.compile("(?=.*\\S).{1,200}"),
          "the id of a network, of 1 to 200 characters",
          "ID|FILE",
          "generator whose code is moved; parametrisation is then generator, and from noise, where nothing else is said");

  public static final Real STRENGTH =
      real("finish.strength", 1.0, 0, 1, "0 for the source, 1 for the dream");
  public static final Real BLEND =
      real("finish.blend", 0.0, 0, 1, "part of the source that returns with every larger octave");
  public static final Switch LUMINANCE =
      new Switch("finish.luminance", false, "whether colours stay the source's");
  public static final Switch DEEP_ZOOM =
      new Switch("finish.deepZoom", false, "whether a deep-zoom pyramid is written as well");

  public static final Choice<Priority> PRIORITY =
      new Choice<>(
          "priority",
          Priority.class,
          Priority.NORMAL,
          "how soon, beside other dreams of the tenant");
  public static final Name DEVICE =
      new Name(
          "device",
          Terms.SAME,
          Pattern.compile("same|any|simulated|(cpu|cuda)-[a-z0-9-]{1,95}"),
          "same, any, or a kind of device as a sidecar names it, such as cpu-amd-epyc-26-2-avx512-bf16-bfloat16",
          "NAME",
          "kind of device: one for all tiles, so that the bytes are the same again; any; or which, waited for 15 min");

  public static final List<Option<?>> ALL =
      List.of(
          MEASURE,
          OCTAVES,
          OCTAVE_SCALE,
          ITERATIONS,
          STEP,
          JITTER,
          TILE,
          HALO,
          MODE,
          NORMALISE,
          BANDS,
          OPTIMISER,
          MOMENTUM,
          BLUR,
          BLUR_GROWTH,
          SCALE,
          ROTATE,
          FLIP,
          PAD,
          STOP_AT,
          TV,
          TV_BETA,
          L2,
          ALPHA,
          ALPHA_EXPONENT,
          DECAY,
          SMOOTH,
          SMOOTH_EVERY,
          SMALL_NORM,
          SMALL_CONTRIBUTION,
          CODE_DECAY,
          CODE_LOW,
          CODE_HIGH,
          FROM,
          WIDTH,
          HEIGHT,
          PARAMETRISATION,
          BATCH,
          GENERATOR,
          STRENGTH,
          BLEND,
          LUMINANCE,
          DEEP_ZOOM,
          PRIORITY,
          DEVICE);

  private Options() {}

  private static Whole whole(String path, Integer otherwise, int least, int most, String text) {
    return new Whole(
        path, otherwise, any -> least, any -> most, null, null, OPTION_OUT_OF_RANGE, text);
  }

  private static Real real(String path, Double otherwise, double least, double most, String text) {
    return new Real(path, otherwise, least, false, most, OPTION_OUT_OF_RANGE, text);
  }
}

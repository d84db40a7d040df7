package io.oneiros.standalone;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Measure;
import io.oneiros.contract.TilingMode;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to dream; whatever is left out is for the gateway to decide. */
final class SpecOptions {
  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description = "network, see: dream models; or the ONNX or TensorFlow Lite file of one's own")
  private String model;

  @Option(
      names = "--input",
      paramLabel = "FORM",
      converter = InputConverter.class,
      description = "what a network of one's own wants of pixels: " + Preprocessing.FORMS)
  private String input;

  @Option(
      names = "--layer",
      paramLabel = "NAME[#CHANNEL,...][:WEIGHT]",
      converter = LayerConverter.class,
      description = "layer to excite, or channels of it; again for more of them")
  private List<LayerWeight> layers;

  @Option(
      names = "--measure",
      paramLabel = "l2|mean",
      converter = MeasureConverter.class,
      description = "whether strong activations pull hardest, or all alike; default: l2")
  private Measure measure;

  @Option(names = "--octaves", paramLabel = "N", description = "scales, small to large")
  private Integer octaves;

  @Option(names = "--octave-scale", paramLabel = "S", description = "factor between two scales")
  private Double octaveScale;

  @Option(names = "--iterations", paramLabel = "N", description = "gradient steps an octave")
  private Integer iterations;

  @Option(names = "--step", paramLabel = "S", description = "step size, of 255")
  private Double step;

  @Option(names = "--jitter", paramLabel = "N", description = "greatest shift, in pixels")
  private Integer jitter;

  @Option(names = "--tile", paramLabel = "N", description = "greatest side of a tile, in pixels")
  private Integer tile;

  @Option(names = "--halo", paramLabel = "N", description = "context around a tile, in pixels")
  private Integer halo;

  @Option(
      names = "--mode",
      paramLabel = "fast|exact",
      converter = ModeConverter.class,
      description = "how octaves larger than a tile are dreamed")
  private TilingMode mode;

  @Option(names = "--seed", paramLabel = "N", description = "seed of the jitter")
  private Long seed;

  /**
   * Opens the network that {@code --model} names by its file.
   *
   * @throws ParameterException if {@code --input} is missing, or there without a file
   */
  Optional<OwnNetwork> ownNetwork(CommandLine line) {
    boolean isFile = OwnNetwork.isFile(model);
    if (isFile && input == null) {
      throw new ParameterException(
          line,
          "--model %s needs --input, what the network wants of pixels: %s."
              .formatted(model, Preprocessing.FORMS));
    }
    if (!isFile && input != null) {
      throw new ParameterException(
          line, "--input is for the file of a network that --model names; others have their own.");
    }
    return isFile ? Optional.of(OwnNetwork.open(model, input).with(layers)) : Optional.empty();
  }

  /**
   * @param network id of the one that {@code --model} means, or null
   */
  private DreamSpec spec(String network) {
    return new DreamSpec(
        network,
        layers,
        measure,
        octaves,
        octaveScale,
        iterations,
        step,
        jitter,
        tile,
        halo,
        mode,
        seed);
  }

  DreamSpec spec() {
    return spec(model);
  }

  DreamSpec spec(OwnNetwork network) {
    return spec(network.id());
  }

  /** Checks the form, and keeps what was written. */
  static final class InputConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        Preprocessing.parse(text);
        return text;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /**
   * {@code NAME#CHANNEL,CHANNEL:WEIGHT}; a colon that a slash follows, as in some files' names,
   * belongs to it.
   */
  static final class LayerConverter implements ITypeConverter<LayerWeight> {
    @Override
    public LayerWeight convert(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || text.indexOf('/', colon) >= 0 || text.indexOf('#', colon) >= 0) {
        return layer(text, null);
      }
      if (!isNumber(text.substring(colon + 1))) {
        throw new TypeConversionException(
            "'%s' is no weight: a number follows the colon".formatted(text.substring(colon + 1)));
      }
      return layer(text.substring(0, colon), Double.valueOf(text.substring(colon + 1)));
    }

    private static LayerWeight layer(String text, Double weight) {
      int sharp = text.lastIndexOf('#');
      String name = sharp < 0 ? text : text.substring(0, sharp);
      if (name.isBlank()) {
        throw new TypeConversionException("a layer needs a name before its channels and weight");
      }
      return new LayerWeight(
          name, weight, null, sharp < 0 ? null : channels(text.substring(sharp + 1)));
    }

    private static List<Integer> channels(String text) {
      if (!text.matches("\\d{1,6}(,\\d{1,6})*")) {
        throw new TypeConversionException(
            "'%s' are no channels: numbers follow the #, with commas between them".formatted(text));
      }
      return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static boolean isNumber(String text) {
      return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }
  }

  static final class MeasureConverter implements ITypeConverter<Measure> {
    @Override
    public Measure convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "l2" -> Measure.L2;
        case "mean" -> Measure.MEAN;
        default -> throw new TypeConversionException("'" + text + "' is neither l2 nor mean");
      };
    }
  }

  static final class ModeConverter implements ITypeConverter<TilingMode> {
    @Override
    public TilingMode convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "fast" -> TilingMode.FAST;
        case "exact" -> TilingMode.EXACT;
        default -> throw new TypeConversionException("'" + text + "' is neither fast nor exact");
      };
    }
  }
}

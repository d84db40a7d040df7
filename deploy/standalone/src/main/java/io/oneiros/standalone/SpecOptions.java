package io.oneiros.standalone;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.TilingMode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to dream; whatever is left out is for the gateway to decide. */
final class SpecOptions {
  @Option(names = "--model", paramLabel = "ID", description = "network, see: dream models")
  private String model;

  @Option(
      names = "--layer",
      paramLabel = "NAME[:WEIGHT]",
      converter = LayerConverter.class,
      description = "layer to excite; again for more of them")
  private List<LayerWeight> layers;

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

  DreamSpec spec() {
    return new DreamSpec(
        model, layers, octaves, octaveScale, iterations, step, jitter, tile, halo, mode, seed);
  }

  /** {@code NAME:WEIGHT}; a colon that a slash follows, as in some files' names, belongs to it. */
  static final class LayerConverter implements ITypeConverter<LayerWeight> {
    @Override
    public LayerWeight convert(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || text.indexOf('/', colon) >= 0) {
        return layer(text, null);
      }
      if (!isNumber(text.substring(colon + 1))) {
        throw new TypeConversionException(
            "'%s' is no weight: a number follows the colon".formatted(text.substring(colon + 1)));
      }
      return layer(text.substring(0, colon), Double.valueOf(text.substring(colon + 1)));
    }

    private static LayerWeight layer(String name, Double weight) {
      if (name.isBlank()) {
        throw new TypeConversionException("a layer needs a name before its weight");
      }
      return new LayerWeight(name, weight);
    }

    private static boolean isNumber(String text) {
      return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
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

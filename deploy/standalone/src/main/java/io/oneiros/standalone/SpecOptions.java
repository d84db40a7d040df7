package io.oneiros.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.spec.Options;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to dream; whatever is left out is for the gateway to decide. */
final class SpecOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "a look that has a name, see: dream presets; other options say more")
  private String preset;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "a spec as the gateway takes it, in JSON, or what lies beside a picture; other options say more")
  private Path file;

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
      names = "--generator-output",
      paramLabel = "FORM",
      converter = InputConverter.class,
      description =
          "what the numbers of the picture mean that the file makes which --generator names: a form of --input, such as tanh")
  private String generatorOutput;

  @Option(
      names = "--layer",
      paramLabel = LayerConverter.FORM,
      converter = LayerConverter.class,
      description = "layer to excite, channels of it, or one place (0..1); again for more of them")
  private List<LayerWeight> layers = new ArrayList<>();

  @Option(
      names = "--class",
      paramLabel = "NAME[:WEIGHT]",
      converter = ClassConverter.class,
      description = "class to make the picture more like; again for more of them")
  private List<LayerWeight> classes = new ArrayList<>();

  @Option(
      names = "--guide",
      paramLabel = "FILE",
      description = "picture that guides, for the measures guide, guide-channels and style")
  private Path guide;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "grey picture of where to dream: white everywhere, black nowhere")
  private Path mask;

  @Option(
      names = "--octave-sides",
      paramLabel = "N,...",
      split = ",",
      description = "longer side of each octave, small to large; the last is the dream's")
  private List<Integer> octaveSides;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "seed of all that is random; default: 0")
  private Long seed;

  private final OptionFlags flags = new OptionFlags();

  @Spec(Spec.Target.MIXEE)
  void command(CommandSpec command) {
    flags.addTo(command);
  }

  /**
   * @param uploads what {@code spec} asks for and the options name by files
   */
  record Asked(DreamSpec spec, List<Upload> uploads) {}

  /**
   * Opens what the options name by files.
   *
   * @throws ParameterException if what is to be said of such a file is missing, or there without
   *     one
   */
  Asked asked(CommandLine line) {
    boolean ownModel = isFile(line, "--model", model, "--input", input);
    String generator = flags.text(Options.GENERATOR).orElse(null);
    boolean ownGenerator =
        isFile(line, "--generator", generator, "--generator-output", generatorOutput);
    List<Upload> uploads = new ArrayList<>();
    ObjectNode spec = json();
    if (ownModel) {
      OwnNetwork own = OwnNetwork.open(model, input).with(Presets.applied(spec()).layers());
      uploads.add(own.upload());
      spec.put("model", own.upload().id());
    }
    if (ownGenerator) {
      Path file = Upload.readable(generator);
      String id = Zoo.openGenerator(file, Preprocessing.parse(generatorOutput)).id();
      uploads.add(new Upload(file, "output", generatorOutput, id));
      spec.withObject("/start").put("generator", id);
    }
    return new Asked(checked(spec), uploads);
  }

  private static boolean isFile(
      CommandLine line, String option, String name, String needs, String said) {
    boolean isFile = OwnNetwork.isFile(name);
    if (isFile && said == null) {
      throw new ParameterException(
          line,
          "%s %s needs %s, what pixels are to it: %s."
              .formatted(option, name, needs, Preprocessing.FORMS));
    }
    if (!isFile && said != null) {
      throw new ParameterException(
          line,
          "%s is for the file of a network that %s names; others have their own."
              .formatted(needs, option));
    }
    return isFile;
  }

  /** As the options have it: files by their names. */
  DreamSpec spec() {
    return checked(json());
  }

  Optional<Path> guide() {
    return Optional.ofNullable(guide);
  }

  Optional<Path> mask() {
    return Optional.ofNullable(mask);
  }

  private ObjectNode json() {
    ObjectNode spec =
        file()
            .map(given -> given.withMask(mask != null).spec())
            .orElseGet(Json.MAPPER::createObjectNode);
    if (preset != null) {
      spec.put("preset", preset);
    }
    if (model != null) {
      spec.put("model", model);
    }
    List<LayerWeight> all = new ArrayList<>(layers);
    all.addAll(classes);
    if (!all.isEmpty()) {
      spec.set("layers", Json.MAPPER.valueToTree(all));
    }
    if (octaveSides != null) {
      spec.set("octaveSides", Json.MAPPER.valueToTree(octaveSides));
    }
    if (seed != null) {
      spec.put("seed", seed);
    }
    flags.into(spec);
    return spec;
  }

  private DreamSpec checked(ObjectNode spec) {
    return file().map(given -> given.checked(spec)).orElseGet(() -> SpecReader.read(spec));
  }

  /** What {@code --spec} names. */
  Optional<SpecFile> file() {
    return Optional.ofNullable(file).map(SpecFile::read);
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

  static final class ClassConverter implements ITypeConverter<LayerWeight> {
    @Override
    public LayerWeight convert(String text) {
      return LayerConverter.ofClass(text);
    }
  }
}

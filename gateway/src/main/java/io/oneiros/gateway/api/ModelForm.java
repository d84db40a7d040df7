package io.oneiros.gateway.api;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.gateway.intake.SentNetwork;
import io.oneiros.gateway.problem.BadRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/** The multipart form that a network is posted with. */
final class ModelForm {
  private static final String FILE = "file";
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String LAYER = "layer";
  private static final List<String> PARTS = List.of(FILE, INPUT, OUTPUT, LAYER);

  private ModelForm() {}

  /** How the form is documented. */
  @Schema(
      name = "ModelForm",
      requiredProperties = {FILE},
      properties = {
        @SchemaProperty(
            name = FILE,
            type = SchemaType.STRING,
            format = "binary",
            description = "The network's file, with its name: .onnx, .tflite or .lite"),
        @SchemaProperty(
            name = INPUT,
            type = SchemaType.STRING,
            description = "What it wants done to pixels: " + Preprocessing.FORMS,
            example = "rgb,123.675:116.28:103.53,58.395:57.12:57.375"),
        @SchemaProperty(
            name = OUTPUT,
            type = SchemaType.STRING,
            description =
                "Of a generator, in the place of 'input': what the numbers of its picture mean, as"
                    + " if they had been made of pixels so",
            example = "tanh"),
        @SchemaProperty(
            name = LAYER,
            type = SchemaType.STRING,
            description = "Layers to dream of when nobody names any, with commas between them")
      })
  static final class Documented {
    private Documented() {}
  }

  static SentNetwork of(Map<String, Collection<FormValue>> parts) {
    Form form = Form.of(parts, PARTS);
    FormValue file = form.file(FILE, "-F file=@mine.onnx");
    if (file.getFileName() == null || file.getFileName().isBlank()) {
      throw new BadRequest("The part 'file' has no file name; its end tells the kind of file.");
    }
    boolean isGenerator = form.part(OUTPUT).isPresent();
    if (form.part(INPUT).isPresent() == isGenerator) {
      throw new ProblemException(
          ProblemCode.INVALID_INPUT,
          "One of the parts 'input' and 'output' is needed: what a network wants of pixels, or what the numbers of a generator's picture mean. The forms are %s."
              .formatted(Preprocessing.FORMS));
    }
    if (isGenerator && form.part(LAYER).isPresent()) {
      throw new BadRequest("A generator has no layers to dream of: leave the part 'layer' away.");
    }
    String layers = form.part(LAYER).map(part -> text(LAYER, part)).orElse("");
    return new SentNetwork(
        file.getFileItem().getFile(),
        file.getFileName(),
        pixels(form, INPUT),
        pixels(form, OUTPUT),
        Arrays.stream(layers.split(",")).map(String::strip).filter(l -> !l.isEmpty()).toList());
  }

  private static Optional<Preprocessing> pixels(Form form, String name) {
    return form.part(name).map(part -> pixels(name, text(name, part)));
  }

  private static Preprocessing pixels(String name, String text) {
    try {
      return Preprocessing.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemCode.INVALID_INPUT, "Part '%s': %s".formatted(name, e.getMessage()));
    }
  }

  private static String text(String name, FormValue part) {
    if (part.isFileItem()) {
      throw new BadRequest("The part '%s' is a text, not a file.".formatted(name));
    }
    return part.getValue();
  }
}

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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/** The multipart form that a network is posted with. */
final class ModelForm {
  private static final String FILE = "file";
  private static final String INPUT = "input";
  private static final String LAYER = "layer";
  private static final List<String> PARTS = List.of(FILE, INPUT, LAYER);

  private ModelForm() {}

  /** How the form is documented. */
  @Schema(
      name = "ModelForm",
      requiredProperties = {FILE, INPUT},
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
    String layers = form.part(LAYER).map(part -> text(LAYER, part)).orElse("");
    return new SentNetwork(
        file.getFileItem().getFile(),
        file.getFileName(),
        input(form),
        Arrays.stream(layers.split(",")).map(String::strip).filter(l -> !l.isEmpty()).toList());
  }

  private static Preprocessing input(Form form) {
    String text = form.part(INPUT).map(part -> text(INPUT, part)).orElse("");
    try {
      return Preprocessing.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.INVALID_INPUT, "Part 'input': " + e.getMessage());
    }
  }

  private static String text(String name, FormValue part) {
    if (part.isFileItem()) {
      throw new BadRequest("The part '%s' is a text, not a file.".formatted(name));
    }
    return part.getValue();
  }
}

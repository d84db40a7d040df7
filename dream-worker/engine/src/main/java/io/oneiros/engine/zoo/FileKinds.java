package io.oneiros.engine.zoo;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.onnx.OnnxFile;
import io.oneiros.engine.tflite.TfliteFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that hold networks, told apart by the ends of their names. */
final class FileKinds {
  private static final String ONNX = ".onnx";
  private static final List<String> ENDINGS = List.of(ONNX, ".tflite", ".lite");

  private FileKinds() {}

  /** The end of a name that says which kind a file is of, in lower case. */
  static Optional<String> ending(String fileName) {
    return ENDINGS.stream()
        .filter(ending -> fileName.toLowerCase(Locale.ROOT).endsWith(ending))
        .findFirst();
  }

  /**
   * @param id of the network, for messages
   * @param fileName as its owner calls it
   * @throws ModelException {@code model-unavailable} if the file cannot be understood
   */
  static NetworkFile read(String id, Path file, String fileName) {
    String ending = ending(fileName).orElseThrow(() -> ofNoKind(id, fileName));
    try {
      return ending.equals(ONNX) ? OnnxFile.read(file) : TfliteFile.read(file);
    } catch (StackOverflowError e) {
      // What is read are graphs, and somewhere graphs are walked by recursion.
      throw ModelException.unavailable("%s cannot be opened: it is too deep.".formatted(id), e);
    } catch (NetworkFileException | UncheckedIOException e) {
      throw ModelException.unavailable("%s cannot be opened: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static ModelException ofNoKind(String id, String fileName) {
    return ModelException.unavailable(
        "%s cannot be opened: %s is neither ONNX (.onnx) nor TensorFlow Lite (.tflite, .lite)."
            .formatted(id, fileName),
        null);
  }
}

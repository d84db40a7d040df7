package io.oneiros.engine.zoo;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.onnx.OnnxFile;
import io.oneiros.engine.tflite.TfliteFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of files that hold networks, told apart by the ends of their names. */
final class FileKinds {
  private FileKinds() {}

  /**
   * @param id of the network, for messages
   * @throws ModelException {@code model-unavailable} if the file cannot be understood
   */
  static NetworkFile read(String id, Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".onnx")) {
        return OnnxFile.read(file);
      }
      if (name.endsWith(".tflite") || name.endsWith(".lite")) {
        return TfliteFile.read(file);
      }
    } catch (NetworkFileException | UncheckedIOException e) {
      throw ModelException.unavailable("%s cannot be opened: %s".formatted(id, e.getMessage()), e);
    }
    throw ModelException.unavailable(
        "%s cannot be opened: %s is neither ONNX (.onnx) nor TensorFlow Lite (.tflite, .lite)."
            .formatted(id, file),
        null);
  }
}

package io.oneiros.engine.zoo;

import io.oneiros.engine.tflite.TinyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts networks of the user's own into a folder. */
final class OwnFolder {
  private OwnFolder() {}

  /** The tiny network under that id, with that JSON beside what every description has. */
  static Path tiny(Path folder, String id, String more) throws IOException {
    Path file = Files.write(folder.resolve(id + ".tflite"), TinyFile.network());
    describe(folder, id, id + ".tflite", Sha256.of(file), more);
    return file;
  }

  static void describe(Path folder, String id, String file, String sha256, String more)
      throws IOException {
    Files.writeString(
        folder.resolve(id + ".json"),
        """
        {"id": "%s", "file": "%s", "sha256": "%s", %s
         "input": {"order": "BGR", "range": [0, 1], "mean": [0.5, 0.25, 0], "std": [0.5, 1, 2]}}
        """
            .formatted(id, file, sha256, more));
  }
}

package io.oneiros.deploy;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image as a tar of Jib's, unpacked.
 *
 * @param root of its file system, without what its base has
 * @param config user, entrypoint, environment, ports
 */
record Image(Path root, JsonNode config) {
  /**
   * Leaves the test out where there is no tar: {@code mvn package -Dimages=buildTar
   * -Dimages.base=scratch -Djib.from.platforms=linux/amd64} makes them.
   *
   * @param folder that it is unpacked in; new
   */
  static Image unpacked(Service service, Path folder) {
    assumeThat(service.tar()).as("an image that was built").exists();
    try {
      Path parts = Files.createDirectories(folder.resolve("parts"));
      Path root = Files.createDirectories(folder.resolve("root"));
      untar(service.tar(), parts);
      JsonNode manifest = read(parts.resolve("manifest.json")).get(0);
      for (JsonNode layer : manifest.path("Layers")) {
        untar(parts.resolve(layer.asText()), root);
      }
      JsonNode config = read(parts.resolve(manifest.path("Config").asText()));
      return new Image(root, config.path("config"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> entrypoint() {
    List<String> words = new ArrayList<>();
    config.path("Entrypoint").forEach(word -> words.add(word.asText()));
    return words;
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : config.path("Env")) {
      String[] halves = variable.asText().split("=", 2);
      environment.put(halves[0], halves[1]);
    }
    return environment;
  }

  private static void untar(Path tar, Path into) {
    Tool.Outcome outcome =
        new Tool("tar")
            .run("--warning=no-unknown-keyword", "-xf", tar.toString(), "-C", into.toString());
    if (outcome.code() != 0) {
      throw new AssertionError(outcome.text());
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.MAPPER.readTree(file.toFile());
  }
}

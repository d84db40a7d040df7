package io.oneiros.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import java.util.Map;

/** The compose file. */
final class Compose {
  static final Path FOLDER = Checkout.root().resolve("deploy/compose");
  static final Path FILE = FOLDER.resolve("compose.yaml");

  private Compose() {}

  static JsonNode file() {
    return Chart.yaml(FILE);
  }

  static Map<String, String> variables(JsonNode service) {
    return Manifests.texts(service.path("environment"));
  }
}

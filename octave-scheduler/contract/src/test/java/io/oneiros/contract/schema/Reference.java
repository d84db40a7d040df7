package io.oneiros.contract.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.oneiros.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is said of the messages: of the records as they are, or, in a folder, of those of a release.
 *
 * @param api AsyncAPI document, whose schemas are files beside it
 * @param schemas of the messages by their names
 */
record Reference(JsonNode api, Map<String, JsonNode> schemas) {
  private static final YAMLMapper YAML = new YAMLMapper();

  static Reference now() throws JsonProcessingException {
    Map<String, JsonNode> schemas = new TreeMap<>();
    Catalogue.ALL.forEach(message -> schemas.put(message.name(), Schemas.of(message)));
    return new Reference(YAML.readTree(AsyncApi.yaml()), schemas);
  }

  static Reference of(Path folder) throws IOException {
    Map<String, JsonNode> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("schemas"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString().replace(".json", "");
        schemas.put(name, Json.MAPPER.readTree(file.toFile()));
      }
    }
    return new Reference(YAML.readTree(folder.resolve("asyncapi.yaml").toFile()), schemas);
  }

  /** What a topic carries, by name; nothing where there is no such topic. */
  List<String> messages(String topic) {
    return names(api.path("channels").path(topic).path("messages"));
  }

  List<String> topics() {
    return names(api.path("channels"));
  }

  String address(String topic) {
    return api.path("channels").path(topic).path("address").asText(null);
  }

  /** JSON Schemas of the headers, by the name of the trait that has them. */
  JsonNode headers(String trait) {
    return api.path("components").path("messageTraits").path(trait).path("headers");
  }

  List<String> traits() {
    return names(api.path("components").path("messageTraits"));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}

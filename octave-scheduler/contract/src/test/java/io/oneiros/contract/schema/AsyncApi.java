package io.oneiros.contract.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topic;
import io.oneiros.contract.Topics;
import java.time.Instant;
import java.util.List;

/** Writes the AsyncAPI 3 document: topics, what they carry, and what the world may do with them. */
final class AsyncApi {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  private AsyncApi() {}

  static String yaml() throws JsonProcessingException {
    return "# Written by ContractSchemasTest from the records of octave-scheduler/contract.\n"
        + YAML.writeValueAsString(document());
  }

  private static ObjectNode document() {
    ObjectNode api = Json.MAPPER.createObjectNode().put("asyncapi", "3.0.0");
    api.putObject("info")
        .put("title", "Oneiros")
        .put("version", "v1")
        .put(
            "description",
            "Dreams are asked for on dream.requests and followed on dream.events; the other topics are the system's own."
                + " Messages are JSON, CloudEvents 1.0 in binary mode. Unknown properties are to be ignored.");
    api.put("defaultContentType", "application/json");
    ObjectNode channels = api.putObject("channels");
    // What comes from a bucket is in the words of S3.
    Topics.ALL.stream()
        .filter(topic -> topic != Topics.DROPS)
        .forEach(topic -> channel(channels, topic, topic.name()));
    tiles(channels);
    ObjectNode operations = api.putObject("operations");
    operation(operations, "ask", "receive", Topics.REQUESTS_NAME, "Ask for a dream, or stop one.");
    operation(operations, "tell", "send", Topics.EVENTS_NAME, "A dream's life.");
    operation(operations, "show", "send", Topics.JOBS_NAME, "How each dream stands.");
    ObjectNode components = api.putObject("components");
    ObjectNode messages = components.putObject("messages");
    Catalogue.ALL.forEach(message -> messages.set(message.name(), message(message)));
    ObjectNode traits = components.putObject("messageTraits");
    traits.set("cloudEvent", cloudEvent());
    traits.set("webhook", webhook());
    return api;
  }

  private static void tiles(ObjectNode channels) {
    Topic<TileTask> tiles = Topics.tiles("kind");
    String name = Topics.TILES_NAME;
    ObjectNode channel =
        channel(channels, new Topic<>(name, tiles.type(), false), name + ".{kind}");
    channel
        .putObject("parameters")
        .putObject("kind")
        .put("description", "The kind of device that the tiles are for, as heartbeats name it.");
  }

  private static ObjectNode channel(ObjectNode channels, Topic<?> topic, String address) {
    ObjectNode channel = channels.putObject(topic.name()).put("address", address);
    ObjectNode messages = channel.putObject("messages");
    for (Catalogue.Message message : Catalogue.of(topic.type())) {
      reference(messages.putObject(message.name()), "components", "messages", message.name());
    }
    if (topic.compacted()) {
      channel.put("description", "Compacted: the last message of each key. No value: forgotten.");
    } else if (Evolution.OPEN.contains(topic.name())) {
      channel.put(
          "description", "More kinds may come: whoever does not know one is to pass it over.");
    }
    return channel;
  }

  private static void operation(
      ObjectNode operations, String name, String action, String topic, String summary) {
    ObjectNode operation = operations.putObject(name).put("action", action).put("summary", summary);
    reference(operation.putObject("channel"), "channels", topic);
  }

  private static ObjectNode message(Catalogue.Message message) {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("name", CloudEvent.type(message.type()))
            .put("contentType", "application/json");
    ArrayNode traits = node.putArray("traits");
    reference(traits.addObject(), "components", "messageTraits", "cloudEvent");
    if (message.declared() == Topics.EVENTS.type()) {
      reference(traits.addObject(), "components", "messageTraits", "webhook");
    }
    ObjectNode payload =
        node.putObject("payload")
            .put("schemaFormat", "application/schema+json;version=draft-2020-12");
    payload.putObject("schema").put("$ref", "schemas/" + message.name() + ".json");
    return node;
  }

  /** What every message has for headers. */
  private static ObjectNode cloudEvent() {
    ObjectNode trait = Json.MAPPER.createObjectNode();
    ObjectNode headers = trait.putObject("headers").put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    ArrayNode required = headers.putArray("required");
    CloudEvent.headers("", "", "", "", Instant.EPOCH, "")
        .keySet()
        .forEach(name -> properties.putObject(name).put("type", "string"));
    for (String name : List.of("ce_specversion", "ce_id", "ce_source", "ce_type")) {
      required.add(name);
    }
    return trait;
  }

  /** What events have besides. */
  private static ObjectNode webhook() {
    ObjectNode trait = Json.MAPPER.createObjectNode();
    ObjectNode headers = trait.putObject("headers").put("type", "object");
    headers
        .putObject("properties")
        .putObject(CloudEvent.WEBHOOK)
        .put("type", "string")
        .put(
            "description",
            "The https URL that the gateways tell of the event, as the dream's request named it; absent where it named none.");
    return trait;
  }

  private static void reference(ObjectNode node, String... path) {
    node.put("$ref", "#/" + String.join("/", path));
  }
}

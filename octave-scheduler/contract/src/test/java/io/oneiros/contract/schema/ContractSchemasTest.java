package io.oneiros.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.oneiros.contract.Json;
import io.oneiros.contract.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/reference/schemas and docs/reference/asyncapi.yaml are what the records say; {@code
 * -Dwrite=true} writes them again.
 */
class ContractSchemasTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("basedir", "."), "../../docs/reference");
  private static final Path SCHEMAS = REFERENCE.resolve("schemas");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Catalogue.Message> messages() {
    return Catalogue.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void schemaIsTrue(Catalogue.Message message) throws IOException {
    check(SCHEMAS.resolve(message.name() + ".json"), pretty(Schemas.of(message)));
  }

  @Test
  void noSchemaIsLeftOfAMessageThatIsNoMore() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              messages().map(message -> message.name() + ".json").toList());
    }
  }

  @Test
  void asyncApiIsTrueAndAllThatItRefersToIsThere() throws IOException {
    check(REFERENCE.resolve("asyncapi.yaml"), AsyncApi.yaml());
    JsonNode document = new YAMLMapper().readTree(AsyncApi.yaml());
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).hasSizeGreaterThan(Catalogue.ALL.size());
    assertThat(references)
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
              } else {
                assertThat(REFERENCE.resolve(reference)).exists();
              }
            });
  }

  /**
   * {@code schemas/3.0.0.json} of the npm package {@code @asyncapi/specs}, too large to be here.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "ASYNCAPI_SCHEMA", matches = ".+")
  void asyncApiIsAsItsOwnSchemaSays() throws IOException {
    Schema own =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Json.MAPPER.readTree(new File(System.getenv("ASYNCAPI_SCHEMA"))));
    JsonNode document = new YAMLMapper().readTree(AsyncApi.yaml());

    assertThat(own.validate(document)).isEmpty();
    ((ObjectNode) document).remove("info");
    assertThat(own.validate(document)).isNotEmpty();
  }

  @Test
  void everyMessageThatIsWrittenIsAsItsSchemaSays() {
    Samples.ALL.forEach(
        (sample, declared) -> {
          JsonNode json = json(sample, declared);
          assertThat(schema(sample).validate(json)).as("%s", json).isEmpty();
          ((ObjectNode) json).put("colour", "of a newer writer");
          assertThat(schema(sample).validate(json)).isEmpty();
        });
    assertThat(Samples.ALL.keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            messages().map(Catalogue.Message::type).collect(Collectors.toSet()));
  }

  @Test
  void whatIsAlwaysThereMayNotBeMissingNorOfAnotherType() {
    Samples.ALL.forEach(
        (sample, declared) -> {
          ObjectNode json = (ObjectNode) json(sample, declared);
          JsonNode required = schema(sample).getSchemaNode().path("required");
          required.forEach(
              name -> {
                ObjectNode without = json.deepCopy().without(name.asText());
                assertThat(schema(sample).validate(without)).isNotEmpty();
                // A list in it is of no type that any property has.
                ObjectNode other = json.deepCopy();
                other.putArray(name.asText()).addArray();
                assertThat(schema(sample).validate(other)).isNotEmpty();
              });
        });
  }

  private static JsonNode json(Object message, Class<?> declared) {
    @SuppressWarnings("unchecked")
    byte[] written = Json.write((Class<Object>) declared, message);
    return Json.read(JsonNode.class, written);
  }

  private static Schema schema(Object sample) {
    return messages()
        .filter(message -> message.type() == sample.getClass())
        .map(message -> REGISTRY.getSchema(Schemas.of(message)))
        .findFirst()
        .orElseThrow();
  }

  private static String pretty(JsonNode schema) throws JsonProcessingException {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("docs/reference is written by -Dtest=ContractSchemasTest -Dwrite=true")
        .hasContent(text);
  }
}

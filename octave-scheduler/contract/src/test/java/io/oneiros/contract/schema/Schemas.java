package io.oneiros.contract.schema;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Nullable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the JSON Schema (draft 2020-12) of a message from its record: what the components are
 * called and made of, which of them are always there, and what their Javadoc says. More properties
 * than these may come: readers ignore them.
 */
final class Schemas {
  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, long.class, Integer.class, Long.class);
  private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private Schemas() {}

  static ObjectNode of(Catalogue.Message message) {
    Schemas schemas = new Schemas();
    ObjectNode schema = node();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:oneiros:schema:" + CloudEvent.type(message.type()));
    schema.put("title", message.type().getSimpleName());
    schemas.describe(schema, message.type(), message.word());
    if (!schemas.definitions.isEmpty()) {
      schema.putObject("$defs").setAll(schemas.definitions);
    }
    return schema;
  }

  private void describe(ObjectNode schema, Class<?> type, String word) {
    Javadoc javadoc = Javadoc.of(type);
    say(schema, javadoc.of());
    schema.put("type", "object");
    ObjectNode properties = node();
    ArrayNode required = Json.MAPPER.createArrayNode();
    if (word != null) {
      properties.putObject("type").put("const", word);
      required.add("type");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      ObjectNode property = say(property(component), javadoc.of(name));
      properties.set(name, property);
      if (!type.isAnnotationPresent(Nullable.class)
          && !component.isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
    }
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  private ObjectNode property(RecordComponent component) {
    ObjectNode property = of(component.getGenericType());
    JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
    if (format == null || !List.of(format.with()).contains(Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)) {
      return property;
    }
    ObjectNode either = node();
    either.putArray("anyOf").add(property).add(property.get("items"));
    return either;
  }

  private ObjectNode of(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      ObjectNode array = node().put("type", "array");
      array.set("items", of(list.getActualTypeArguments()[0]));
      return array;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == JsonNode.class) {
      return node();
    }
    if (plain == Instant.class) {
      return node().put("type", "string").put("format", "date-time");
    }
    if (WHOLE.contains(plain)) {
      return node().put("type", "integer");
    }
    if (NUMBERS.contains(plain)) {
      return node().put("type", "number");
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return node().put("type", "boolean");
    }
    if (plain.isEnum()) {
      ObjectNode words = node().put("type", "string");
      ArrayNode values = words.putArray(isOpen(plain) ? "examples" : "enum");
      Arrays.stream(plain.getEnumConstants()).forEach(one -> values.add(word(one)));
      return words;
    }
    if (plain == String.class || isWrittenAsText(plain)) {
      return node().put("type", "string");
    }
    return reference(plain);
  }

  /** Whether readers know what to make of a constant that they do not know. */
  private static boolean isOpen(Class<?> type) {
    return Arrays.stream(type.getFields())
        .anyMatch(constant -> constant.isAnnotationPresent(JsonEnumDefaultValue.class));
  }

  private ObjectNode reference(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("no schema says what a %s is".formatted(type));
    }
    String name = type.getSimpleName();
    if (!definitions.containsKey(name)) {
      ObjectNode definition = node();
      definitions.put(name, definition);
      describe(definition, type, null);
    }
    return node().put("$ref", "#/$defs/" + name);
  }

  private static boolean isWrittenAsText(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static String word(Object constant) {
    return Json.MAPPER.convertValue(constant, String.class);
  }

  private static ObjectNode say(ObjectNode schema, String text) {
    return text.isEmpty() ? schema : schema.put("description", text);
  }

  private static ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }
}

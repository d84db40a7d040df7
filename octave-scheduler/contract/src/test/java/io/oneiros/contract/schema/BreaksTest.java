package io.oneiros.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreaksTest {
  private static final String SCHEMA =
      """
      {"title": "Told", "type": "object",
       "properties": {
         "dream": {"type": "string"},
         "octave": {"type": "number"},
         "how": {"type": "string", "enum": ["well", "badly"]},
         "when": {"type": "string", "examples": ["now", "sooner"]},
         "sizes": {"type": "array", "items": {"$ref": "#/$defs/Size"}},
         "step": {"anyOf": [{"type": "array"}, {"type": "number"}]}},
       "required": ["dream"],
       "$defs": {"Size": {"type": "object", "properties": {"width": {"type": "integer"}}}}}
      """;

  @Test
  void addingWhatMayBeAbsentBreaksNobody() {
    String more =
        SCHEMA
            .replace("\"octave\": {", "\"colour\": {\"type\": \"string\"}, \"octave\": {")
            .replace("\"sooner\"", "\"sooner\", \"later\"");

    assertThat(Breaks.between(json(SCHEMA), json(more))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "octave": {"type": "number"},   |                                 | Told.octave: removed
          {"type": "number"},             | {"type": "integer"},            | Told.octave: its type was "number" and is "integer"
          ["dream"]                       | ["dream", "octave"]             | Told.octave: newly required
          ["dream"]                       | []                              | Told.dream: no longer required
          ["well", "badly"]               | ["well"]                        | Told.how: no longer the value 'badly'
          ["well", "badly"]               | ["well", "badly", "so-so"]      | Told.how: newly the value 'so-so'
          ["now", "sooner"]               | ["sooner"]                      | Told.when: no longer the value 'now'
          {"$ref": "#/$defs/Size"}        | {"type": "string"}              | Told.sizes[]: its type was  and is "string"
          {"width": {"type": "integer"}}  | {}                              | Size.width: removed
          [{"type": "array"}, {"type": "number"}] | [{"type": "array"}]     | Told.step: no longer {"type":"number"}
          {"type": "array"}, {            | {"type": "array"}, {"type": "string"}, { | Told.step: newly {"type":"string"}
          """)
  void whatSomebodyWouldStumbleOverIsFound(String was, String is, String found) {
    String changed = SCHEMA.replace(was, is == null ? "" : is);

    assertThat(Breaks.between(json(SCHEMA), json(changed))).contains(found);
  }

  private static JsonNode json(String text) {
    return Json.read(JsonNode.class, text.getBytes());
  }
}

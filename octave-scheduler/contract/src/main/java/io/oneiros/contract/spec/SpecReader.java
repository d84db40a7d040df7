package io.oneiros.contract.spec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the spec that a person posts. Stricter than the messages between services: a field that is
 * not known or of another type is an error, because a person who mistypes a name wants to know. The
 * gateway and the command line have the same words for it.
 */
public final class SpecReader {
  private static final JsonMapper MAPPER = strict();
  private static final int SHOWN = 60;

  /** Bytes of a spec; a request on Kafka, which has it in it, may have twice as many. */
  public static final int MOST_BYTES = 64 << 10;

  private static final Map<Class<?>, String> KINDS =
      Map.ofEntries(
          Map.entry(Integer.class, "a whole number"),
          Map.entry(Long.class, "a whole number"),
          Map.entry(Double.class, "a number"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(String.class, "a text"),
          Map.entry(List.class, "a list"),
          Map.entry(LayerWeight.class, "an object such as {\"name\": \"mixed4\", \"weight\": 1}"),
          Map.entry(Ascent.class, "an object such as {\"optimiser\": \"adam\"}"),
          Map.entry(Regularise.class, "an object such as {\"tv\": 1}"),
          Map.entry(Start.class, "an object such as {\"from\": \"noise\"}"),
          Map.entry(Finish.class, "an object such as {\"strength\": 0.5}"),
          Map.entry(DreamSpec.class, "a JSON object"));

  private SpecReader() {}

  /**
   * @param json the spec, empty for all defaults; of one that is too long the beginning will do
   * @throws ProblemException {@code invalid-spec}, naming the field, or {@code too-many-bytes}
   */
  public static DreamSpec read(byte[] json) {
    if (json.length > MOST_BYTES) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_BYTES,
          "The spec has more than %d bytes, which is as many as are taken.".formatted(MOST_BYTES));
    }
    if (new String(json, StandardCharsets.UTF_8).isBlank()) {
      return DreamSpec.DEFAULTS;
    }
    return read(parsed(json));
  }

  /**
   * For who takes a request that was written to Kafka: without a field that was mistyped it would
   * be another dream than was meant.
   *
   * @param request as JSON, which may lack a spec
   * @throws ProblemException {@code invalid-spec}
   */
  public static void requireKnownFields(JsonNode request) {
    JsonNode spec = request.path("spec");
    if (spec.isObject()) {
      read(spec);
    }
  }

  /**
   * @throws ProblemException {@code invalid-spec}, naming the field, what it is and what it must be
   */
  public static DreamSpec read(JsonNode json) {
    try {
      if (!json.isObject()) {
        throw invalid("The spec is %s; it must be a JSON object.".formatted(shown(json)));
      }
      return MAPPER.treeToValue(json, DreamSpec.class);
    } catch (UnrecognizedPropertyException e) {
      throw invalid(unknown(e));
    } catch (MismatchedInputException e) {
      throw invalid("%s is %s; it must be %s.".formatted(field(e), shown(at(json, e)), wanted(e)));
    } catch (JsonMappingException e) {
      throw invalid("%s is %s, which cannot be read.".formatted(field(e), shown(at(json, e))));
    } catch (JsonProcessingException e) {
      throw invalid("The spec cannot be read: " + said(e));
    }
  }

  /**
   * @throws ProblemException {@code invalid-spec}, saying where it is not JSON
   */
  public static JsonNode parsed(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (StreamConstraintsException e) {
      throw invalid("It is nested too deeply, or a name or a number in it is too long.");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw invalid(
          "It is not JSON at line %d, column %d: %s."
              .formatted(at.getLineNr(), at.getColumnNr(), said(e)));
    } catch (IOException e) {
      throw invalid("It is not JSON: it is no text in UTF-8.");
    }
  }

  /** What it begins with is for people; what follows is for those who know Jackson. */
  private static String said(JsonProcessingException e) {
    return e.getOriginalMessage().split(":\\s|\n", 2)[0];
  }

  /** What lies where the exception says, or above it where a number stands for a list. */
  private static JsonNode at(JsonNode json, JsonMappingException e) {
    JsonNode node = json;
    for (JsonMappingException.Reference step : e.getPath()) {
      JsonNode next =
          step.getFieldName() == null ? node.get(step.getIndex()) : node.get(step.getFieldName());
      node = next == null ? node : next;
    }
    return node;
  }

  private static String shown(JsonNode node) {
    String text = node.isTextual() ? "'" + node.asText() + "'" : node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "\u2026";
  }

  private static String unknown(UnrecognizedPropertyException e) {
    String path = field(e);
    String group = path.substring(0, path.length() - e.getPropertyName().length());
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    String nearest =
        Nearest.hint(
            elsewhere(e.getPropertyName())
                .or(() -> Nearest.to(e.getPropertyName(), known).map(group::concat)));
    return "There is no field '%s'.%s The fields are %s."
        .formatted(path, nearest, String.join(", ", known));
  }

  /** The path of what has exactly that name in another group. */
  private static Optional<String> elsewhere(String name) {
    return Options.ALL.stream()
        .filter(option -> option.name().equals(name))
        .map(Option::path)
        .findFirst();
  }

  private static String wanted(MismatchedInputException e) {
    if (e.getTargetType() != null && e.getTargetType().isEnum()) {
      return Arrays.stream(e.getTargetType().getEnumConstants())
          .map(value -> Json.MAPPER.convertValue(value, String.class))
          .collect(Collectors.joining(" or "));
    }
    return e.getTargetType() == null
        ? "of another type"
        : KINDS.entrySet().stream()
            .filter(kind -> kind.getKey().isAssignableFrom(e.getTargetType()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("of another type");
  }

  /** Such as {@code layers[1].weight}. */
  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                at ->
                    at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "The spec" : path.substring(path.startsWith(".") ? 1 : 0);
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ProblemCode.INVALID_SPEC, detail);
  }

  private static JsonMapper strict() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
        .withCoercionConfigDefaults(
            all -> {
              all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
              all.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .build();
  }
}

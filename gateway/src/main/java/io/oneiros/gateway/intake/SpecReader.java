package io.oneiros.gateway.intake;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Option;
import io.oneiros.contract.spec.Options;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the spec that a person posts. Stricter than the messages between services: a field that is
 * not known or of another type is an error, because a person who mistypes a name wants to know.
 */
public final class SpecReader {
  private static final ObjectReader READER = strict().readerFor(DreamSpec.class);

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
   * @param json the spec, empty for all defaults
   * @throws ProblemException {@code invalid-spec}, naming the field
   */
  public static DreamSpec read(byte[] json) {
    if (new String(json, StandardCharsets.UTF_8).isBlank()) {
      return DreamSpec.DEFAULTS;
    }
    try {
      DreamSpec spec = READER.readValue(json);
      if (spec == null) {
        throw invalid("The spec is null; it must be a JSON object.");
      }
      return spec;
    } catch (UnrecognizedPropertyException e) {
      throw invalid(unknown(e));
    } catch (InvalidFormatException e) {
      throw invalid("%s is %s; it must be %s.".formatted(field(e), e.getValue(), wanted(e)));
    } catch (MismatchedInputException e) {
      throw invalid("%s must be %s.".formatted(field(e), wanted(e)));
    } catch (JsonMappingException e) {
      throw invalid("%s cannot be read.".formatted(field(e)));
    } catch (JsonProcessingException e) {
      throw invalid("It is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid("It is not JSON: " + e.getMessage());
    }
  }

  private static String unknown(UnrecognizedPropertyException e) {
    String path = field(e);
    String group = path.substring(0, path.length() - e.getPropertyName().length());
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    String nearest =
        elsewhere(e.getPropertyName())
            .or(() -> Nearest.to(e.getPropertyName(), known).map(group::concat))
            .map(" Did you mean '%s'?"::formatted)
            .orElse("");
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

package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * How messages are written: JSON, unknown fields ignored so that old readers understand new
 * writers, nulls left out, instants as ISO-8601. Doubles survive the trip exactly.
 */
public final class Json {
  public static final ObjectMapper MAPPER = mapper(StreamReadConstraints.defaults());

  private Json() {}

  /** One that reads the same, but no more than the constraints let it. */
  public static ObjectMapper mapper(StreamReadConstraints constraints) {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .build();
  }

  /** The declared type decides about the {@code type} property, so lists and roots agree. */
  public static <T> byte[] write(Class<? super T> declared, T value) {
    try {
      return MAPPER.writerFor(declared).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException if the bytes are not such a value
   */
  public static <T> T read(Class<T> type, byte[] json) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for a generic type. */
  public static <T> T read(TypeReference<T> type, byte[] json) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Why something could not be read, for people: where, and what stands there, but nothing of
   * Jackson or of our classes.
   *
   * @param failure of a reader of this class, or whatever it is the cause of
   */
  public static String why(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return why(unchecked.getCause());
    }
    if (failure instanceof InvalidTypeIdException kind) {
      return kind.getTypeId() == null
          ? "it has no 'type'"
          : "there is no type '%s'".formatted(kind.getTypeId());
    }
    if (failure instanceof JsonMappingException field) {
      return mapping(field);
    }
    if (failure instanceof StreamConstraintsException limit) {
      return limit.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    }
    if (failure instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation();
      String what = json.getOriginalMessage().split(":\\s|\n", 2)[0];
      return at == null
          ? "it is not JSON: " + what
          : "it is not JSON at line %d, column %d: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), what);
    }
    return failure.getMessage();
  }

  private static String mapping(JsonMappingException e) {
    if (e.getCause() instanceof JsonProcessingException inner) {
      return why(inner);
    }
    String field =
        e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .collect(Collectors.joining("."));
    String what = field.isEmpty() ? "it cannot be read" : "'%s' cannot be read".formatted(field);
    boolean ours =
        e.getCause() instanceof IllegalArgumentException
            || e.getCause() instanceof ProblemException;
    return ours ? what + ": " + e.getCause().getMessage() : what;
  }
}

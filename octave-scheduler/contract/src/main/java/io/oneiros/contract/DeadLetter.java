package io.oneiros.contract;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Topic {@code dream.dead-letters}: a message nobody could handle, and why. It fits the topic
 * whatever the message was, for a letter that does not would stop who writes it.
 *
 * @param message whole, as text where it is no JSON; where it would take more than {@link #WHOLE}
 *     bytes here, its beginning as text
 * @param length of the message in bytes where that is more than is here; such a letter cannot be
 *     replayed
 */
public record DeadLetter(
    String topic,
    @Nullable JsonNode message,
    String by,
    Problem problem,
    @Nullable Integer length) {
  /**
   * What a message may take that is kept whole, in bytes of JSON: a quarter of what Kafka takes.
   */
  public static final int WHOLE = 256 << 10;

  /** What is kept of a larger one, in characters, each of which takes 6 bytes at most. */
  public static final int BEGINNING = 16 << 10;

  /** What is kept of why, in characters; it may quote the message. */
  private static final int DETAIL = 4 << 10;

  /** What is nested deeper is text here, for a letter must not be too deep to be written. */
  private static final ObjectReader JSON =
      Json.mapper(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** With a message that is whole. */
  public DeadLetter(String topic, JsonNode message, String by, Problem problem) {
    this(topic, message, by, problem, null);
  }

  /**
   * @param value the message as it came; null for none
   * @param problem whose detail may be as long as it likes
   */
  public static DeadLetter of(String topic, byte[] value, String by, Problem problem) {
    Problem told = new Problem(problem.code(), cut(problem.detail()), problem.setting());
    if (value == null) {
      return new DeadLetter(topic, null, by, told);
    }
    JsonNode message = value.length <= WHOLE ? json(value) : null;
    if (message != null && bytes(message) <= WHOLE) {
      return new DeadLetter(topic, message, by, told);
    }
    int kept = Math.min(value.length, BEGINNING);
    JsonNode beginning = TextNode.valueOf(new String(value, 0, kept, StandardCharsets.UTF_8));
    return new DeadLetter(topic, beginning, by, told, value.length);
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      return TextNode.valueOf(new String(value, StandardCharsets.UTF_8));
    }
  }

  private static int bytes(JsonNode json) {
    return Json.write(JsonNode.class, json).length;
  }

  private static String cut(String text) {
    return text == null || text.length() <= DETAIL ? text : text.substring(0, DETAIL) + " ...";
  }
}

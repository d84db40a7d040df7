package io.oneiros.gateway.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter as it lies on its topic.
 *
 * @param at when it was put there
 * @param key of the message that it tells of
 */
public record Letter(LetterId id, Instant at, String key, DeadLetter content) {

  /** Anyone may write on the topic: what cannot be read is shown as text, under no topic. */
  static Letter of(ConsumerRecord<String, byte[]> message) {
    return new Letter(
        new LetterId(message.partition(), message.offset()),
        Instant.ofEpochMilli(message.timestamp()),
        message.key(),
        content(message.value()));
  }

  private static DeadLetter content(byte[] value) {
    byte[] bytes = value == null ? new byte[0] : value;
    try {
      DeadLetter letter = Json.read(DeadLetter.class, bytes);
      if (letter != null && letter.topic() != null && letter.problem() != null) {
        return letter;
      }
    } catch (RuntimeException e) {
      // Told below, with the text.
    }
    JsonNode text = TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    Problem problem = Problem.of(ProblemCode.INTERNAL, "This is no dead letter that can be read.");
    return new DeadLetter(null, text, null, problem);
  }

  /** The same without the message, which may be large. */
  Letter withoutMessage() {
    DeadLetter bare = new DeadLetter(content.topic(), null, content.by(), content.problem());
    return new Letter(id, at, key, bare);
  }
}

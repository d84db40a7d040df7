package io.oneiros.gateway.letters;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.problem.DeadLetterWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as it lies on its topic.
 *
 * @param at when it was put there
 * @param key of the message that it tells of
 * @param event where on {@code dream.events} the event lies that a webhook was not told of; null
 *     for none
 */
public record Letter(LetterId id, Instant at, String key, DeadLetter content, LetterId event) {

  /** Anyone may write on the topic: what cannot be read is shown as text, under no topic. */
  static Letter of(ConsumerRecord<String, byte[]> message) {
    return new Letter(
        new LetterId(message.partition(), message.offset()),
        Instant.ofEpochMilli(message.timestamp()),
        message.key(),
        content(message.value()),
        event(message.headers().lastHeader(DeadLetterWriter.EVENT_PLACE)));
  }

  private static LetterId event(Header place) {
    return Optional.ofNullable(place)
        .map(Header::value)
        .flatMap(value -> LetterId.of(new String(value, StandardCharsets.UTF_8)))
        .orElse(null);
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
    Problem problem =
        Problem.of(ProblemCode.INVALID_MESSAGE, "This is no dead letter that can be read.");
    return DeadLetter.of(null, bytes, null, problem);
  }

  /** The same without the message, which may be large. */
  Letter withoutMessage() {
    DeadLetter bare =
        new DeadLetter(content.topic(), null, content.by(), content.problem(), content.length());
    return new Letter(id, at, key, bare, event);
  }
}

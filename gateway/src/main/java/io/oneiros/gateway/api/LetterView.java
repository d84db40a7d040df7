package io.oneiros.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Problem;
import io.oneiros.gateway.letters.Letter;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dead letter as it is shown.
 *
 * @param id its place on the topic, partition and offset
 * @param at when it was written
 * @param topic of the message; absent where the letter itself cannot be read
 * @param key of the message: a task's id, or a dream's
 * @param by who gave up
 * @param problem why
 * @param message whole; absent in lists
 */
@Schema(name = "DeadLetter", description = "A message that nobody could handle, and why")
public record LetterView(
    String id,
    Instant at,
    String topic,
    String key,
    String by,
    Problem problem,
    @Schema(implementation = Object.class) JsonNode message) {

  static LetterView of(Letter letter) {
    return new LetterView(
        letter.id().toString(),
        letter.at(),
        letter.content().topic(),
        letter.key(),
        letter.content().by(),
        letter.content().problem(),
        letter.content().message());
  }
}

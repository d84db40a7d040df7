package io.oneiros.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Problem;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.letters.Letter;
import java.time.Instant;
import java.util.regex.Pattern;
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
 * @param message whole, but for the path of a request's webhook; absent in lists
 * @param length of the message in bytes, where it was too large to be kept and {@code message} is
 *     its beginning
 */
@Schema(name = "DeadLetter", description = "A message that nobody could handle, and why")
public record LetterView(
    String id,
    Instant at,
    String topic,
    String key,
    String by,
    Problem problem,
    @Schema(implementation = Object.class) JsonNode message,
    Integer length) {
  private static final String WEBHOOK = "webhook";

  /** Scheme, any user, host and port, and whatever comes then. */
  private static final Pattern URL =
      Pattern.compile(
          "(https?:[/\\\\]{0,9})(?:[^\\s\"/\\\\?#@]*@)?([^\\s\"/\\\\?#]*)[^\\s\"]*",
          Pattern.CASE_INSENSITIVE);

  static LetterView of(Letter letter) {
    DeadLetter content = letter.content();
    boolean request = Topics.REQUESTS_NAME.equals(content.topic());
    return new LetterView(
        letter.id().toString(),
        letter.at(),
        content.topic(),
        letter.key(),
        content.by(),
        request ? withoutPaths(content.problem()) : content.problem(),
        request ? withoutPaths(content.message()) : content.message(),
        content.length());
  }

  /** It may quote the message. */
  private static Problem withoutPaths(Problem problem) {
    return problem.detail() == null
        ? problem
        : new Problem(problem.code(), origins(problem.detail()), problem.setting());
  }

  /** The path of a webhook is its owner's secret. */
  private static JsonNode withoutPaths(JsonNode request) {
    if (request == null || request.isTextual()) {
      return request == null ? null : TextNode.valueOf(origins(request.asText()));
    }
    String webhook = request.path(WEBHOOK).asText(null);
    return webhook == null
        ? request
        : ((ObjectNode) request.deepCopy()).put(WEBHOOK, origins(webhook));
  }

  private static String origins(String text) {
    return URL.matcher(text).replaceAll("$1$2/...");
  }
}

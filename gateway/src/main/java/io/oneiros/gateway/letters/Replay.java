package io.oneiros.gateway.letters;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.intake.Intake;
import io.oneiros.gateway.intake.Requests;
import io.oneiros.gateway.intake.Retry;
import io.oneiros.gateway.problem.Full;
import io.oneiros.gateway.webhook.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lets what a dead letter tells of have another go, if there is room for it. A request is sent
 * again as it was; a dream that failed because of a task is dreamed again from its uploads; a
 * webhook that was not told of an event is told once more. None makes a second dream, however often
 * it is asked for: a request names its dream, and a retry the incarnation that failed.
 */
@ApplicationScoped
public class Replay {
  private final DreamBoard board;
  private final Intake intake;
  private final Retry retry;
  private final Requests requests;
  private final DeadLetters letters;
  private final Deliveries deliveries;

  Replay(
      DreamBoard board,
      Intake intake,
      Retry retry,
      Requests requests,
      DeadLetters letters,
      Deliveries deliveries) {
    this.board = board;
    this.intake = intake;
    this.retry = retry;
    this.requests = requests;
    this.letters = letters;
    this.deliveries = deliveries;
  }

  /**
   * @return id of the dream that it is about
   * @throws ProblemException {@code not-replayable}, {@code upload-gone}, {@code deleting}, {@code
   *     unavailable} or what is wrong with the request; then nothing is sent
   * @throws Full if as much is open, or in hand, as may be; likewise
   */
  public String of(Letter letter) throws IOException {
    String topic = Objects.requireNonNullElse(letter.content().topic(), "");
    Integer length = letter.content().length();
    if (length != null && !topic.equals(Topics.EVENTS_NAME)) {
      throw refused(
          letter, "of its message, %d bytes, only the beginning was kept".formatted(length));
    }
    return switch (topic) {
      case Topics.REQUESTS_NAME -> request(letter);
      case Topics.TILES_NAME, Topics.STORAGE_NAME -> {
        TaskId task = task(letter);
        yield retry(letter, task.dream(), task.incarnation());
      }
      case Topics.EVENTS_NAME -> event(letter);
      default ->
          throw refused(
              letter,
              "only messages of %s, %s, %s and %s can be"
                  .formatted(
                      Topics.REQUESTS_NAME,
                      Topics.TILES_NAME,
                      Topics.STORAGE_NAME,
                      Topics.EVENTS_NAME));
    };
  }

  private String request(Letter letter) throws IOException {
    Request request = read(letter);
    if (!ObjectKeys.isDreamId(request.dream())) {
      throw refused(letter, "its message names no dream");
    }
    // The scheduler refused it for that: under the other key it would be another message.
    if (!request.dream().equals(letter.key())) {
      throw refused(
          letter, "its key is '%s', and its dream '%s'".formatted(letter.key(), request.dream()));
    }
    if (request instanceof Request.DreamRetried again) {
      return retry(letter, again.dream(), again.incarnation());
    }
    if (request instanceof Request.DreamRequested dream) {
      SpecReader.requireKnownFields(letter.content().message());
      intake.again(dream);
    } else {
      requests.publish(request);
    }
    return request.dream();
  }

  private String event(Letter letter) {
    // A topic that was made anew has others in its places.
    ConsumerRecord<String, byte[]> event =
        letters
            .event(letter)
            .filter(found -> found.key() != null && found.key().equals(letter.key()))
            .orElseThrow(() -> refused(letter, "its event is not there any more"));
    if (!deliveries.again(event)) {
      throw refused(letter, "its event names no webhook");
    }
    return event.key();
  }

  private static Request read(Letter letter) {
    try {
      Request request = Json.MAPPER.treeToValue(letter.content().message(), Request.class);
      if (request == null) {
        throw refused(letter, "its message is no request");
      }
      return request;
    } catch (IOException | IllegalArgumentException e) {
      throw refused(letter, "its message is no request: " + Json.why(e));
    }
  }

  private String retry(Letter letter, String id, String incarnation) throws IOException {
    DreamSnapshot dream =
        board.find(id).orElseThrow(() -> refused(letter, "its dream is not there any more"));
    if (dream.status() != DreamStatus.FAILED || !dream.incarnation().equals(incarnation)) {
      throw refused(
          letter, "dream '%s' has gone on since and is %s".formatted(id, dream.status().code()));
    }
    retry.of(dream);
    return id;
  }

  private static TaskId task(Letter letter) {
    JsonNode message = letter.content().message();
    try {
      return TaskId.of(message == null ? "" : message.path("id").asText());
    } catch (IllegalArgumentException e) {
      throw refused(letter, "its message names no task");
    }
  }

  private static ProblemException refused(Letter letter, String why) {
    return new ProblemException(
        ProblemCode.NOT_REPLAYABLE,
        "Dead letter %s cannot be replayed: %s.".formatted(letter.id(), why));
  }
}

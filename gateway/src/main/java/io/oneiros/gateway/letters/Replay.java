package io.oneiros.gateway.letters;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.intake.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lets what a dead letter tells of have another go. A request is sent again as it was; a dream that
 * failed because of a task is dreamed again from its uploads. Neither makes a second dream, however
 * often it is asked for: a request names its dream, and a retry the incarnation that failed.
 */
@ApplicationScoped
public class Replay {
  private final DreamBoard board;
  private final ObjectStore objects;
  private final SpecCheck check;
  private final Requests requests;
  private final Clock clock;

  Replay(DreamBoard board, ObjectStore objects, SpecCheck check, Requests requests, Clock clock) {
    this.board = board;
    this.objects = objects;
    this.check = check;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * @return id of the dream that it is about
   * @throws ProblemException {@code not-replayable}, {@code upload-gone}, {@code deleting} or
   *     {@code unavailable}; then nothing is sent
   */
  public String of(Letter letter) {
    String topic = Objects.requireNonNullElse(letter.content().topic(), "");
    Request again =
        switch (topic) {
          case Topics.REQUESTS_NAME -> request(letter);
          case Topics.TILES_NAME, Topics.STORAGE_NAME -> retry(letter);
          default ->
              throw refused(
                  letter,
                  "only messages of %s, %s and %s can be"
                      .formatted(Topics.REQUESTS_NAME, Topics.TILES_NAME, Topics.STORAGE_NAME));
        };
    requests.publish(again);
    return again.dream();
  }

  private Request request(Letter letter) {
    Request request = read(letter);
    if (request == null || !ObjectKeys.isDreamId(request.dream())) {
      throw refused(letter, "its message is no request that names a dream");
    }
    if (request instanceof Request.DreamRequested dream) {
      Stream.of(dream.source(), dream.guide(), dream.mask())
          .filter(Objects::nonNull)
          .forEach(upload -> requireThere(dream.dream(), upload));
    }
    return request;
  }

  private static Request read(Letter letter) {
    try {
      return Json.MAPPER.treeToValue(letter.content().message(), Request.class);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private Request retry(Letter letter) {
    TaskId task = task(letter);
    DreamSnapshot dream =
        board
            .find(task.dream())
            .orElseThrow(() -> refused(letter, "its dream is not there any more"));
    if (dream.deleting()) {
      throw new ProblemException(
          ProblemCode.DELETING, "Dream '%s' is being deleted.".formatted(dream.id()));
    }
    if (dream.status() != DreamStatus.FAILED || !dream.incarnation().equals(task.incarnation())) {
      throw refused(
          letter,
          "dream '%s' has gone on since and is %s".formatted(dream.id(), dream.status().code()));
    }
    requireUploads(dream);
    return new Request.DreamRetried(dream.id(), dream.incarnation(), clock.instant());
  }

  private static TaskId task(Letter letter) {
    JsonNode message = letter.content().message();
    try {
      return TaskId.of(message == null ? "" : message.path("id").asText());
    } catch (IllegalArgumentException e) {
      throw refused(letter, "its message names no task");
    }
  }

  /** As far as the recipe tells what there must be: it does not know of a mask. */
  private void requireUploads(DreamSnapshot dream) {
    String photo = ObjectKeys.upload(dream.id());
    try {
      check.pictures(
          dream.recipe(),
          objects.exists(photo),
          objects.exists(ObjectKeys.guideUpload(dream.id())),
          objects.exists(ObjectKeys.maskUpload(dream.id())));
    } catch (ProblemException e) {
      throw gone(dream.id(), e.problem().detail());
    }
  }

  private void requireThere(String dream, String upload) {
    if (!objects.exists(upload)) {
      throw gone(dream, "There is no '%s'.".formatted(upload));
    }
  }

  private static ProblemException gone(String dream, String why) {
    return new ProblemException(
        ProblemCode.UPLOAD_GONE,
        "An upload of dream '%s' is not there any more; post it again. %s".formatted(dream, why));
  }

  private static ProblemException refused(Letter letter, String why) {
    return new ProblemException(
        ProblemCode.NOT_REPLAYABLE,
        "Dead letter %s cannot be replayed: %s.".formatted(letter.id(), why));
  }
}

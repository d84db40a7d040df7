package io.oneiros.gateway.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.SpecCheck;
import io.oneiros.gateway.board.DreamBoard;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Takes in dreams. Everything is checked first; then the picture is stored, then the request is
 * published, and only what Kafka has acknowledged is called accepted.
 */
@ApplicationScoped
public class Intake {
  private final Limits limits;
  private final SpecCheck check;
  private final ObjectStore objects;
  private final Requests requests;
  private final DreamBoard board;
  private final Clock clock;
  private final Counter submitted;

  Intake(
      Limits limits,
      SpecCheck check,
      ObjectStore objects,
      Requests requests,
      DreamBoard board,
      Clock clock,
      MeterRegistry metrics) {
    this.limits = limits;
    this.check = check;
    this.objects = objects;
    this.requests = requests;
    this.board = board;
    this.clock = clock;
    this.submitted =
        Counter.builder("dream.jobs.submitted")
            .description("Dreams taken in by this gateway")
            .register(metrics);
  }

  /**
   * @param id of the dream, not yet on the board
   * @param shared whether another post may be for the same dream
   * @param picture file with the upload; only read
   * @return the dream as the board has it now
   * @throws ProblemException naming what is wrong; then nothing is stored, only that an upload
   *     which another post may count on stays when Kafka cannot be reached: the next post replaces
   *     it
   */
  public DreamSnapshot accept(String id, boolean shared, Path picture, DreamSpec spec)
      throws IOException {
    Pictures.Header header = check(picture);
    Recipe recipe = check.resolve(spec);
    check.fits(recipe, header.size());
    Instant now = clock.instant();
    objects.put(ObjectKeys.upload(id), picture, header.mediaType());
    try {
      requests.publish(new Request.DreamRequested(id, spec, ObjectKeys.upload(id), now));
    } catch (ProblemException e) {
      if (!shared) {
        objects.delete(ObjectKeys.upload(id));
      }
      throw e;
    }
    submitted.increment();
    return board.announce(provisional(id, recipe, now));
  }

  /** Stops a dream that runs, forgets one that has ended; the board shows it as deleting. */
  public void cancel(DreamSnapshot dream) {
    requests.publish(new Request.DreamCancelled(dream.id(), clock.instant()));
    board.deleting(dream);
  }

  private Pictures.Header check(Path picture) throws IOException {
    long bytes = Files.size(picture);
    if (bytes > limits.maxBytes()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.TOO_MANY_BYTES,
              "The upload has %d bytes; at most %d are taken.".formatted(bytes, limits.maxBytes()),
              "oneiros.limits.max-bytes"));
    }
    return Pictures.header(picture);
  }

  /** What is shown until the scheduler's first snapshot, whose sequence is greater than 0. */
  private static DreamSnapshot provisional(String id, Recipe recipe, Instant now) {
    return new DreamSnapshot(
        id,
        0,
        DreamStatus.ACCEPTED,
        recipe,
        null,
        0,
        DreamSnapshot.Progress.NONE,
        List.of(),
        now,
        now,
        null,
        null,
        false);
  }
}

package io.oneiros.gateway.intake;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Estimate;
import io.oneiros.contract.Limits;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.Terms;
import io.oneiros.contract.plan.Plan;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.ZooCatalog;
import io.oneiros.gateway.problem.Full;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in dreams. Everything is checked first, and that there is room; then the pictures are
 * stored, then the request is published, and only what Kafka has acknowledged is called accepted.
 */
@ApplicationScoped
public class Intake {
  private final Limits limits;
  private final PictureLimits pictureLimits;
  private final SpecCheck check;
  private final ZooCatalog models;
  private final Admission admission;
  private final ObjectStore objects;
  private final Uploads uploads;
  private final Requests requests;
  private final DreamBoard board;
  private final Clock clock;
  private final Submissions submissions;

  Intake(
      Limits limits,
      PictureLimits pictureLimits,
      SpecCheck check,
      ZooCatalog models,
      Admission admission,
      ObjectStore objects,
      Uploads uploads,
      Requests requests,
      DreamBoard board,
      Clock clock,
      Submissions submissions) {
    this.limits = limits;
    this.pictureLimits = pictureLimits;
    this.check = check;
    this.models = models;
    this.admission = admission;
    this.objects = objects;
    this.uploads = uploads;
    this.requests = requests;
    this.board = board;
    this.clock = clock;
    this.submissions = submissions;
  }

  /**
   * @param id of the dream, not yet on the board
   * @param shared whether another post may be for the same dream
   * @param pictures files with the uploads; only read
   * @param tenant whose dream it is; {@code ""} for nobody's
   * @param webhook to be told of its events; null for nobody
   * @return the dream as the board has it now
   * @throws Full if as much is open as may be, of all or of the tenant; then nothing is stored
   * @throws ProblemException naming what is wrong; then nothing is stored, only that uploads which
   *     another post may count on stay when Kafka cannot be reached: the next post replaces them
   */
  public DreamSnapshot accept(
      String id,
      boolean shared,
      Map<PicturePart, Path> pictures,
      DreamSpec spec,
      String tenant,
      String webhook)
      throws IOException {
    return submissions.counted(() -> checked(id, shared, pictures, spec, tenant, webhook));
  }

  private DreamSnapshot checked(
      String id,
      boolean shared,
      Map<PicturePart, Path> pictures,
      DreamSpec spec,
      String tenant,
      String webhook)
      throws IOException {
    Terms terms = check.terms(spec, tenant);
    Map<PicturePart, Pictures.Header> headers = headers(pictures);
    Recipe recipe = check(headers, spec);
    Request.DreamRequested request =
        new Request.DreamRequested(
            id,
            spec,
            key(id, PicturePart.IMAGE, headers),
            key(id, PicturePart.GUIDE, headers),
            key(id, PicturePart.MASK, headers),
            clock.instant(),
            tenant,
            webhook);
    return admit(
        id,
        recipe,
        terms,
        size(recipe, headers),
        () -> {
          headers.forEach(
              (part, header) -> objects.put(part.key(id), pictures.get(part), header.mediaType()));
          publish(request, shared, headers);
        });
  }

  /**
   * Sends a request again that nobody could handle: of a dream that is not on the board it is
   * checked and let in like a new one, of another it changes nothing.
   *
   * @throws Full if as much is open as may be; then nothing is sent
   * @throws ProblemException naming what is wrong, such as {@code upload-gone}; likewise
   */
  public void again(Request.DreamRequested request) throws IOException {
    String id = request.dream();
    Terms terms = check.terms(request.spec(), request.tenant());
    uploads.reading(
        request,
        pictures -> {
          Map<PicturePart, Pictures.Header> headers = headers(pictures);
          Recipe recipe = check(headers, request.spec());
          if (board.find(id).isPresent()) {
            requests.publish(request);
            return null;
          }
          return admit(id, recipe, terms, size(recipe, headers), () -> requests.publish(request));
        });
  }

  private DreamSnapshot admit(
      String id, Recipe recipe, Terms terms, Size size, Runnable publishing) {
    Instant now = clock.instant();
    admission.admit(id, terms.tenant(), recipe.pixelSteps(size), publishing);
    DreamSnapshot dream = board.announce(provisional(id, recipe, terms, now));
    admission.shown(id);
    return dream;
  }

  /**
   * Checks a dream just as {@link #accept} does, but for the room that there is, and does nothing.
   *
   * @throws ProblemException naming what is wrong
   */
  public Estimate estimate(Map<PicturePart, Path> pictures, DreamSpec spec, String tenant)
      throws IOException {
    check.terms(spec, tenant);
    Map<PicturePart, Pictures.Header> headers = headers(pictures);
    Recipe recipe = check(headers, spec);
    Plan plan = Plan.of(recipe, size(recipe, headers));
    return new Estimate(recipe, plan, models.memory(recipe, plan.patch()));
  }

  private void publish(
      Request.DreamRequested request, boolean shared, Map<PicturePart, Pictures.Header> headers) {
    try {
      requests.publish(request);
    } catch (ProblemException e) {
      if (!shared) {
        headers.keySet().forEach(part -> objects.delete(part.key(request.dream())));
      }
      throw e;
    }
  }

  private static String key(String id, PicturePart part, Map<PicturePart, ?> given) {
    return given.containsKey(part) ? part.key(id) : null;
  }

  private Recipe check(Map<PicturePart, Pictures.Header> headers, DreamSpec spec) {
    Recipe recipe = check.resolve(spec);
    Pictures.Header photo = headers.get(PicturePart.IMAGE);
    check.pictures(
        recipe,
        photo != null,
        headers.containsKey(PicturePart.GUIDE),
        headers.containsKey(PicturePart.MASK));
    if (headers.containsKey(PicturePart.GUIDE)) {
      check.guide(recipe, headers.get(PicturePart.GUIDE).size());
    }
    check.fits(recipe, size(recipe, headers));
    return recipe;
  }

  private static Size size(Recipe recipe, Map<PicturePart, Pictures.Header> headers) {
    Pictures.Header photo = headers.get(PicturePart.IMAGE);
    return photo == null ? recipe.start().size() : photo.size();
  }

  /** Stops a dream that runs, forgets one that has ended; the board shows it as deleting. */
  public void cancel(DreamSnapshot dream) {
    requests.publish(new Request.DreamCancelled(dream.id(), clock.instant()));
    board.deleting(dream);
  }

  private Map<PicturePart, Pictures.Header> headers(Map<PicturePart, Path> pictures)
      throws IOException {
    Map<PicturePart, Pictures.Header> headers = new EnumMap<>(PicturePart.class);
    for (Map.Entry<PicturePart, Path> picture : pictures.entrySet()) {
      headers.put(picture.getKey(), check(picture.getKey(), picture.getValue()));
    }
    return headers;
  }

  private Pictures.Header check(PicturePart part, Path picture) throws IOException {
    long bytes = Files.size(picture);
    if (bytes > limits.maxBytes()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.TOO_MANY_BYTES,
              "The part '%s' has %d bytes; at most %d are taken."
                  .formatted(part.part(), bytes, limits.maxBytes()),
              "oneiros.limits.max-bytes"));
    }
    Pictures.Header header = Pictures.header(picture, part.part(), pictureLimits);
    pictureLimits.requireSize(header.size(), "part '%s'".formatted(part.part()));
    return header;
  }

  /** What is shown until the scheduler's first snapshot, whose sequence is greater than 0. */
  private static DreamSnapshot provisional(String id, Recipe recipe, Terms terms, Instant now) {
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
        null,
        null,
        false,
        terms);
  }
}

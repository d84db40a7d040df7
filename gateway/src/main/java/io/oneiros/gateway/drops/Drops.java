package io.oneiros.gateway.drops;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.intake.Intake;
import io.oneiros.gateway.intake.PicturePart;
import io.oneiros.gateway.problem.Full;
import io.oneiros.gateway.problem.UploadPlaces;
import io.oneiros.gateway.problem.UploadPlaces.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has photos dreamed that were dropped into the bucket, and lays each dream beside its photo, or
 * what was wrong with it. They pass the same checks and quotas as posts do.
 */
@ApplicationScoped
class Drops {
  private static final Logger LOG = Logger.getLogger(Drops.class);
  private static final String JSON = "application/json";

  private final DropSettings settings;
  private final ObjectStore objects;
  private final String bucket;
  private final Intake intake;
  private final DreamBoard board;
  private final Limits limits;
  private final UploadPlaces places;

  Drops(
      DropSettings settings,
      ObjectStore objects,
      ObjectSettings store,
      Intake intake,
      DreamBoard board,
      Limits limits,
      UploadPlaces places) {
    this.settings = settings;
    this.objects = objects;
    this.bucket = store.store().bucket();
    this.intake = intake;
    this.board = board;
    this.limits = limits;
    this.places = places;
  }

  /** What a notification tells of. */
  List<Drop> told(byte[] notification) {
    return settings.prefix().map(prefix -> Drop.of(notification, bucket, prefix)).orElse(List.of());
  }

  /**
   * Begins its dream, unless that is known already, or says beside it what is wrong. On this
   * gateway's disk it takes a place among the forms.
   *
   * @throws Full if there is no room for it yet
   * @throws ProblemException {@code unavailable}
   */
  void take(Drop drop) throws IOException {
    if (board.find(drop.dream()).isPresent()) {
      return;
    }
    try (Place place = places.take()) {
      requireNotTooLarge(drop);
      fetched(drop, photo -> begin(drop, photo));
      LOG.infof("Dropped photo %s is dream %s", drop.key(), drop.dream());
    } catch (MissingObjectException e) {
      LOG.infof("Dropped photo %s is gone again", drop.key());
    } catch (ProblemException e) {
      if (e.problem().code() == ProblemCode.UNAVAILABLE) {
        throw e;
      }
      say(drop, e.problem());
    }
  }

  /** Anybody who can write there can put anything there: nothing is fetched to find that out. */
  private void requireNotTooLarge(Drop drop) {
    long bytes = objects.length(drop.key());
    if (bytes > limits.maxBytes()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.TOO_MANY_BYTES,
              "The photo has %d bytes; at most %d are taken.".formatted(bytes, limits.maxBytes()),
              "oneiros.limits.max-bytes"));
    }
  }

  private interface Reading {
    void of(Path photo) throws IOException;
  }

  private void fetched(Drop drop, Reading reading) throws IOException {
    Path photo = Files.createTempFile("oneiros-drop", null);
    try {
      objects.get(drop.key(), photo);
      reading.of(photo);
    } finally {
      Files.deleteIfExists(photo);
    }
  }

  private void begin(Drop drop, Path photo) throws IOException {
    String note = note(drop.dream());
    boolean known = objects.exists(note);
    objects.put(note, Json.write(Drop.class, drop), JSON);
    try {
      intake.accept(
          drop.dream(),
          /* shared= */ true,
          Map.of(PicturePart.IMAGE, photo),
          spec(drop),
          settings.tenant().orElse(""),
          /* webhook= */ null);
    } catch (IOException | RuntimeException e) {
      // Kafka may have taken a request that it did not acknowledge, now or when there was no room
      // the next time; the note is for its dream.
      boolean sent =
          e instanceof ProblemException p && p.problem().code() == ProblemCode.UNAVAILABLE;
      if (!sent && !(known && e instanceof Full)) {
        objects.delete(note);
      }
      throw e;
    }
  }

  /** Lays what came of a dream beside its photo, if it is of one that was dropped. */
  void ended(DreamEvent event) throws IOException {
    boolean ends = event instanceof DreamEvent.Completed || event instanceof DreamEvent.Failed;
    if (!ends || !event.dream().startsWith(Drop.ID)) {
      return;
    }
    Optional<InputStream> note = objects.find(note(event.dream()));
    if (note.isEmpty()) {
      return;
    }
    Drop drop;
    try (InputStream in = note.get()) {
      drop = Json.read(Drop.class, in.readAllBytes());
    }
    if (event instanceof DreamEvent.Failed failed) {
      say(drop, failed.problem());
      return;
    }
    String image = ObjectKeys.image(event.dream());
    try (InputStream in = objects.open(image)) {
      objects.put(drop.image(), in, objects.length(image), "image/png");
      // Of a photo of that name before, or of an attempt before.
      objects.delete(drop.problem());
    } catch (MissingObjectException e) {
      LOG.infof("The dream of dropped photo %s is gone again", drop.key());
    }
  }

  private DreamSpec spec(Drop drop) throws IOException {
    Optional<InputStream> spec = objects.find(drop.spec());
    if (spec.isEmpty()) {
      return DreamSpec.DEFAULTS;
    }
    try (InputStream in = spec.get()) {
      return SpecReader.read(in.readNBytes(SpecReader.MOST_BYTES + 1));
    }
  }

  void say(Drop drop, Problem problem) {
    LOG.infof("Dropped photo %s is not dreamed: %s", drop.key(), problem.detail());
    objects.put(drop.problem(), Json.write(Problem.class, problem), JSON);
  }

  /** Lies with what the dream owns, and is deleted with it. */
  private static String note(String dream) {
    return ObjectKeys.dream(dream) + "drop.json";
  }
}

package io.oneiros.gateway.drops;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.intake.Intake;
import io.oneiros.gateway.intake.PicturePart;
import io.oneiros.gateway.problem.Full;
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
  private static final int SPEC_BYTES = 64 << 10;

  private final DropSettings settings;
  private final ObjectStore objects;
  private final String bucket;
  private final Intake intake;
  private final DreamBoard board;

  Drops(
      DropSettings settings,
      ObjectStore objects,
      ObjectSettings store,
      Intake intake,
      DreamBoard board) {
    this.settings = settings;
    this.objects = objects;
    this.bucket = store.store().bucket();
    this.intake = intake;
    this.board = board;
  }

  /** What a notification tells of. */
  List<Drop> told(byte[] notification) {
    return settings.prefix().map(prefix -> Drop.of(notification, bucket, prefix)).orElse(List.of());
  }

  /**
   * Begins its dream, unless that is known already.
   *
   * @throws Full if there is no room for it yet
   * @throws ProblemException {@code unavailable}
   */
  void take(Drop drop) throws IOException {
    String dream = drop.dream();
    if (board.find(dream).isPresent()) {
      return;
    }
    Path photo = Files.createTempFile("drop", null);
    try {
      objects.get(drop.key(), photo);
      objects.put(note(dream), Json.write(Drop.class, drop), JSON);
      intake.accept(
          dream,
          /* shared= */ true,
          Map.of(PicturePart.IMAGE, photo),
          spec(drop),
          settings.tenant().orElse(""),
          /* webhook= */ null);
      LOG.infof("Dropped photo %s is dream %s", drop.key(), dream);
    } catch (MissingObjectException e) {
      LOG.infof("Dropped photo %s is gone again", drop.key());
    } catch (ProblemException e) {
      if (e.problem().code() == ProblemCode.UNAVAILABLE) {
        throw e;
      }
      objects.delete(note(dream));
      say(drop, e.problem());
    } finally {
      Files.deleteIfExists(photo);
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
    }
  }

  private DreamSpec spec(Drop drop) throws IOException {
    Optional<InputStream> spec = objects.find(drop.spec());
    if (spec.isEmpty()) {
      return DreamSpec.DEFAULTS;
    }
    try (InputStream in = spec.get()) {
      return SpecReader.read(in.readNBytes(SPEC_BYTES));
    }
  }

  private void say(Drop drop, Problem problem) {
    LOG.infof("Dropped photo %s is not dreamed: %s", drop.key(), problem.detail());
    objects.put(drop.problem(), Json.write(Problem.class, problem), JSON);
  }

  /** Lies with what the dream owns, and is deleted with it. */
  private static String note(String dream) {
    return ObjectKeys.dream(dream) + "drop.json";
  }
}

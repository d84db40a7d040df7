package io.oneiros.gateway.intake;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.gateway.problem.Full;
import io.oneiros.gateway.problem.UploadPlaces;
import io.oneiros.gateway.problem.UploadPlaces.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The pictures that dreams were posted with, for those that are to be dreamed again. */
@ApplicationScoped
class Uploads {
  private final ObjectStore objects;
  private final SpecCheck check;
  private final PictureLimits limits;
  private final UploadPlaces places;

  Uploads(ObjectStore objects, SpecCheck check, PictureLimits limits, UploadPlaces places) {
    this.objects = objects;
    this.check = check;
    this.limits = limits;
    this.places = places;
  }

  /** What is done with pictures while they are here. */
  interface Reading<T> {
    T of(Map<PicturePart, Path> pictures) throws IOException;
  }

  /**
   * Fetches what a request names, hands it on, and deletes the files.
   *
   * @throws ProblemException {@code upload-gone}
   * @throws Full {@code too-many-uploads}; then nothing is fetched
   */
  <T> T reading(Request.DreamRequested request, Reading<T> reading) throws IOException {
    Map<PicturePart, String> keys = new EnumMap<>(PicturePart.class);
    keys.put(PicturePart.IMAGE, request.source());
    keys.put(PicturePart.GUIDE, request.guide());
    keys.put(PicturePart.MASK, request.mask());
    keys.values().removeIf(key -> key == null);
    return reading(request.dream(), keys, reading);
  }

  /**
   * Checks that what a failed dream needs is there, as far as its recipe tells: it does not know of
   * a mask.
   *
   * @return size of its picture
   * @throws ProblemException {@code upload-gone}
   * @throws Full {@code too-many-uploads}, if the size is only in the picture
   */
  Size require(DreamSnapshot dream) throws IOException {
    boolean photo = objects.exists(PicturePart.IMAGE.key(dream.id()));
    try {
      check.pictures(
          dream.recipe(),
          photo,
          objects.exists(PicturePart.GUIDE.key(dream.id())),
          objects.exists(PicturePart.MASK.key(dream.id())));
    } catch (ProblemException e) {
      throw gone(dream.id(), e.problem().detail());
    }
    if (dream.size() != null) {
      return dream.size();
    }
    if (!photo) {
      return dream.recipe().start().size();
    }
    PicturePart image = PicturePart.IMAGE;
    return reading(
        dream.id(),
        Map.of(image, image.key(dream.id())),
        pictures -> Pictures.header(pictures.get(image), image.part(), limits).size());
  }

  private <T> T reading(String dream, Map<PicturePart, String> keys, Reading<T> reading)
      throws IOException {
    Map<PicturePart, Path> pictures = new EnumMap<>(PicturePart.class);
    try (Place place = places.take()) {
      for (Map.Entry<PicturePart, String> key : keys.entrySet()) {
        Path file = Files.createTempFile("oneiros-upload", null);
        pictures.put(key.getKey(), file);
        objects.get(key.getValue(), file);
      }
      return reading.of(pictures);
    } catch (MissingObjectException e) {
      throw gone(dream, e.getMessage());
    } finally {
      for (Path file : pictures.values()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static ProblemException gone(String dream, String why) {
    return new ProblemException(
        ProblemCode.UPLOAD_GONE,
        "An upload of dream '%s' is not there any more; post it again. %s".formatted(dream, why));
  }
}

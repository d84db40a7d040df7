package io.oneiros.engine.zoo;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Networks from a {@link Shelf}. A description is read each time, for it may have been taken away;
 * a file appears in the cache whole and with the right hash, so fetches may race.
 *
 * @param shelf or null, for none
 */
record Borrowed(Shelf shelf, Path cache) {
  private static final int MAX_DESCRIPTION = 1 << 16;
  private static final int BUFFER = 1 << 16;

  /**
   * @return nothing if the shelf has no such network
   * @throws ModelException {@code unavailable}; {@code model-unavailable} if its description makes
   *     no sense
   */
  Optional<Place> place(String id) {
    if (shelf == null || !ShelfNames.isId(id)) {
      return Optional.empty();
    }
    try (InputStream in = shelf.open(ShelfNames.description(id)).orElse(null)) {
      return in == null ? Optional.empty() : Optional.of(place(id, in.readNBytes(MAX_DESCRIPTION)));
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ModelException.outOfReach(id, e);
    }
  }

  private Place place(String id, byte[] description) {
    try {
      Reader json = new StringReader(new String(description, StandardCharsets.UTF_8));
      Entry entry = Manifest.entry(json, id + Manifest.JSON);
      if (!isSound(entry)) {
        throw new IllegalArgumentException("it is not what was sent along");
      }
      return new Place(entry, cache.resolve(id), Place.Origin.SHELF);
    } catch (JsonParseException | IllegalArgumentException e) {
      throw ModelException.unavailable(
          "The object store does not describe %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  /** Anybody who may write there may write anything: no file's name becomes a path unchecked. */
  private static boolean isSound(Entry entry) {
    String file = entry.file();
    String ending = FileKinds.ending(file).orElse("");
    return file.equals(ShelfNames.nameIn(entry.id()) + ending)
        && ShelfNames.id(file, entry.sha256(), entry.pixels(), entry.isGenerator())
            .equals(entry.id())
        && entry.labels() == null;
  }

  /**
   * @throws ModelException {@code unavailable}; {@code model-unavailable} if the shelf does not
   *     have the right file
   */
  void fetch(Place place) {
    Entry entry = place.entry();
    Workplace.clean(place.folder());
    try (Workplace work = Workplace.fresh(place.folder());
        InputStream in = shelf.open(ShelfNames.file(entry.sha256())).orElse(null)) {
      if (in == null) {
        throw place.missing();
      }
      Path made = work.folder().resolve(entry.file());
      copy(in, made, entry.bytes());
      if (!Sha256.of(made).equals(entry.sha256())) {
        throw place.altered(made, entry.sha256());
      }
      Files.move(made, place.file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ModelException.outOfReach(entry.id(), e);
    }
  }

  private static void copy(InputStream in, Path to, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (long left = bytes; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}

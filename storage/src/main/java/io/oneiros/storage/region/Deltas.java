package io.oneiros.storage.region;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fetches deltas, and lets none through that is not the one that was accepted. */
public final class Deltas {
  private final ObjectStore objects;

  public Deltas(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * The delta in a temporary file, for a tile may be larger than the heap; the caller closes it.
   *
   * @throws DamagedDeltaException if there is no such delta, or its SHA-256 is not the piece's
   */
  FileDelta fetch(Piece piece) throws IOException {
    Path file = Files.createTempFile("oneiros-delta", null);
    try {
      objects.get(piece.delta(), file);
      String found = Sha256.of(file);
      if (found.equalsIgnoreCase(piece.sha256())) {
        return new FileDelta(file);
      }
      throw new DamagedDeltaException(
          piece.delta(),
          "Delta '%s' has SHA-256 %s; %s was accepted."
              .formatted(piece.delta(), found, piece.sha256()));
    } catch (MissingObjectException e) {
      Files.delete(file);
      throw new DamagedDeltaException(piece.delta(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      Files.delete(file);
      throw e;
    }
  }
}

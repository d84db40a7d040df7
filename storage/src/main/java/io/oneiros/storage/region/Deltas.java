package io.oneiros.storage.region;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches deltas, and lets none through that is not the one that was accepted. */
public final class Deltas {
  /** Bytes that a region's deltas may have on the heap; three or four regions are in hand. */
  private static final long ON_HEAP = 4L << 20;

  private final ObjectStore objects;

  public Deltas(ObjectStore objects) {
    this.objects = objects;
  }

  /** Whether a region's deltas are small enough, all together, to be held on the heap. */
  static boolean fitTheHeap(List<Piece> pieces) {
    return pieces.stream().mapToLong(Deltas::length).sum() <= ON_HEAP;
  }

  /** In bytes. */
  private static long length(Piece piece) {
    return piece.keep().pixels() * Planes.CHANNELS * Float.BYTES;
  }

  /**
   * A delta on the heap, or else in a temporary file, for a tile may be larger than the heap; the
   * caller closes it.
   *
   * @throws DamagedDeltaException if there is no such delta, or its SHA-256 is not the piece's
   */
  Delta fetch(Piece piece, boolean onHeap) throws IOException {
    try {
      return onHeap ? onHeap(piece) : inFile(piece);
    } catch (MissingObjectException e) {
      throw new DamagedDeltaException(piece.delta(), e.getMessage());
    }
  }

  private Delta onHeap(Piece piece) {
    // What is longer has another hash.
    byte[] bytes = objects.get(piece.delta(), (int) length(piece) + 1);
    check(piece, Sha256.of(bytes));
    return new HeapDelta(bytes);
  }

  private Delta inFile(Piece piece) throws IOException {
    Path file = Files.createTempFile("oneiros-delta", null);
    try {
      objects.get(piece.delta(), file);
      check(piece, Sha256.of(file));
      return new FileDelta(file);
    } catch (IOException | RuntimeException e) {
      Files.delete(file);
      throw e;
    }
  }

  private static void check(Piece piece, String found) {
    if (!found.equalsIgnoreCase(piece.sha256())) {
      throw new DamagedDeltaException(
          piece.delta(),
          "Delta '%s' has SHA-256 %s; %s was accepted."
              .formatted(piece.delta(), found, piece.sha256()));
    }
  }
}

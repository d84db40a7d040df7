package io.oneiros.storage.region;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fetches deltas, and lets none through that is not the one that was accepted. */
public final class Deltas {
  private final ObjectStore objects;

  public Deltas(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * The values of a delta, in a mapped temporary file: a tile may be larger than the heap.
   *
   * @throws DamagedDeltaException if there is no such delta, or its SHA-256 is not the piece's
   */
  public FloatBuffer fetch(Piece piece) throws IOException {
    ByteBuffer bytes;
    try {
      bytes = map(piece.delta());
    } catch (MissingObjectException e) {
      throw new DamagedDeltaException(piece.delta(), e.getMessage());
    }
    String found = Sha256.of(bytes.duplicate());
    if (!found.equalsIgnoreCase(piece.sha256())) {
      throw new DamagedDeltaException(
          piece.delta(),
          "Delta '%s' has SHA-256 %s; %s was accepted."
              .formatted(piece.delta(), found, piece.sha256()));
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private ByteBuffer map(String key) throws IOException {
    Path file = Files.createTempFile("oneiros-delta", null);
    try {
      objects.get(key, file);
      try (FileChannel channel = FileChannel.open(file)) {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      }
    } finally {
      Files.delete(file);
    }
  }
}

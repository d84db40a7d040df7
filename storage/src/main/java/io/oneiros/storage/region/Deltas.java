package io.oneiros.storage.region;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches deltas, some at a time, and lets none through that is not the one that was accepted. Safe
 * for use by many threads.
 */
public final class Deltas {
  /** Of one caller: each takes as much of the page cache as its tile is large. */
  private static final int AHEAD = 4;

  private final ExecutorService pool = Executors.newCachedThreadPool(Deltas::thread);
  private final ObjectStore objects;

  /** What is done with a delta. */
  @FunctionalInterface
  public interface Use {
    /**
     * @param values gone once this returns
     */
    void of(Piece piece, FloatBuffer values);
  }

  public Deltas(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * Has every delta used, in the order of the pieces, while the next ones are on their way.
   *
   * @throws DamagedDeltaException if there is no such delta, or its SHA-256 is not the piece's
   */
  public void each(List<Piece> pieces, Use use) throws IOException {
    Deque<Future<FloatBuffer>> ahead = new ArrayDeque<>();
    try {
      for (int i = 0, next = 0; i < pieces.size(); i++) {
        for (; next < Math.min(i + AHEAD, pieces.size()); next++) {
          Piece piece = pieces.get(next);
          ahead.add(pool.submit(() -> fetch(piece)));
        }
        use.of(pieces.get(i), got(ahead.remove()));
      }
    } finally {
      ahead.forEach(fetch -> fetch.cancel(true));
    }
  }

  private static FloatBuffer got(Future<FloatBuffer> fetch) throws IOException {
    try {
      return fetch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deltas");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The values of a delta, in a mapped temporary file: a tile may be larger than the heap.
   *
   * @throws DamagedDeltaException if there is no such delta, or its SHA-256 is not the piece's
   */
  FloatBuffer fetch(Piece piece) throws IOException {
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

package io.oneiros.storage.region;

import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The deltas of a region, all on their way as soon as it is begun. Once this is closed no other is
 * fetched, and those that were are closed, or are as soon as they are there.
 */
final class Fetched implements AutoCloseable {
  private final Fetching fetching;
  private final Map<Piece, CompletableFuture<Delta>> deltas = new HashMap<>();
  private volatile boolean closed;

  /** Fetches a piece's delta. */
  @FunctionalInterface
  interface Fetching {
    Delta of(Piece piece) throws IOException;
  }

  Fetched(List<Piece> pieces, Fetching fetching, Executor fetchers) {
    this.fetching = fetching;
    pieces.forEach(
        piece -> deltas.put(piece, CompletableFuture.supplyAsync(() -> fetched(piece), fetchers)));
  }

  private Delta fetched(Piece piece) {
    if (closed) {
      throw new CancellationException("nobody waits for it any more");
    }
    try {
      return fetching.of(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a delta; what went wrong with it is thrown here. */
  Delta of(Piece piece) {
    try {
      return deltas.get(piece).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    closed = true;
    deltas.values().forEach(delta -> delta.thenAccept(Delta::close));
  }
}

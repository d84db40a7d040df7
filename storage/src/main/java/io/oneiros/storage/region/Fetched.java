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
 * fetched, and the files of all that were are gone, or go as soon as they are there.
 */
final class Fetched implements AutoCloseable {
  private final Fetching fetching;
  private final Map<Piece, CompletableFuture<FileDelta>> files = new HashMap<>();
  private volatile boolean closed;

  /** Fetches a piece's delta. */
  @FunctionalInterface
  interface Fetching {
    FileDelta of(Piece piece) throws IOException;
  }

  Fetched(List<Piece> pieces, Fetching fetching, Executor fetchers) {
    this.fetching = fetching;
    pieces.forEach(
        piece -> files.put(piece, CompletableFuture.supplyAsync(() -> fetched(piece), fetchers)));
  }

  private FileDelta fetched(Piece piece) {
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
      return files.get(piece).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    closed = true;
    files.values().forEach(file -> file.thenAccept(FileDelta::close));
  }
}

package io.oneiros.canvas;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the bucket can be reached, for health checks: an answer comes within the limit, from a
 * question that was asked a moment ago at most, however many ask and however the store hangs. Makes
 * the bucket where it is missing. Thread-safe.
 */
public final class BucketProbe {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(2);

  private static final Executor DAEMON =
      work -> {
        Thread thread = new Thread(work, "bucket-probe");
        thread.setDaemon(true);
        thread.start();
      };

  private final Runnable question;
  private final Duration limit;
  private final Duration fresh;
  private CompletableFuture<Void> asked;
  private long askedAt;

  /** Waits for 2 s at most, and asks every 2 s at most. */
  public BucketProbe(ObjectStore objects) {
    this(
        () -> {
          if (!objects.bucketExists()) {
            objects.createBucket();
          }
        },
        LIMIT,
        FRESH);
  }

  /**
   * @param question throws an {@link ObjectStoreException} where the bucket cannot be reached
   */
  BucketProbe(Runnable question, Duration limit, Duration fresh) {
    this.question = question;
    this.limit = limit;
    this.fresh = fresh;
  }

  /** What is wrong; empty if the bucket can be reached. */
  public Optional<String> trouble() {
    try {
      answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return Optional.of(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** One question at a time: a store that hangs is not asked again before it has answered. */
  private synchronized CompletableFuture<Void> answer() {
    long now = System.nanoTime();
    boolean stale = asked == null || asked.isDone() && now - askedAt > fresh.toNanos();
    if (stale) {
      askedAt = now;
      asked = CompletableFuture.runAsync(question, DAEMON);
    }
    return asked;
  }
}

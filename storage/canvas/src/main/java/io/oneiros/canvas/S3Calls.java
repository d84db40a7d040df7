package io.oneiros.canvas;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls the store again when it is busy, failing or away for a moment, and turns what remains into
 * one exception that names the object and the endpoint.
 */
final class S3Calls {
  /** With the pauses below, about three seconds: a store that restarts is waited for. */
  private static final int ATTEMPTS = 6;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchObject");

  private final ObjectStoreSettings settings;

  S3Calls(ObjectStoreSettings settings) {
    this.settings = settings;
  }

  /** One call to the store. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws MinioException, IOException;
  }

  /**
   * @param what for the message: the verb, such as {@code read}
   * @throws MissingObjectException if the store says that there is no such object
   * @throws StoreAwayException if six attempts failed
   * @throws ObjectStoreException if it refuses
   */
  <T> T repeated(String what, String key, Call<T> call) {
    return run(what, key, ATTEMPTS, call);
  }

  /** The same for what cannot be repeated, or need not be. */
  <T> T once(String what, String key, Call<T> call) {
    return run(what, key, 1, call);
  }

  private <T> T run(String what, String key, int attempts, Call<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.run();
      } catch (MinioException | IOException | IllegalStateException e) {
        // The client wraps a lost or refused connection in an IllegalStateException.
        if (e instanceof ErrorResponseException r && MISSING.contains(r.errorResponse().code())) {
          throw new MissingObjectException("No object '%s' in %s.".formatted(key, settings), e);
        }
        if (attempt == attempts || !passing(e)) {
          String message =
              "Could not %s '%s' in %s, %d of %d attempts made: %s"
                  .formatted(what, key, settings, attempt, attempts, e.getMessage());
          throw passing(e)
              ? new StoreAwayException(message, e)
              : new ObjectStoreException(message, e);
        }
        pause(attempt, key);
      }
    }
  }

  /** Whatever the store did not plainly refuse may pass. */
  private static boolean passing(Exception e) {
    if (e instanceof ErrorResponseException refused) {
      int status = refused.response().code();
      return status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }
    return true;
  }

  /** Doubling, half of it random, so that many callers do not come back at once. */
  private void pause(int attempt, String key) {
    long longest = FIRST_PAUSE_MILLIS << (attempt - 1);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ObjectStoreException("Interrupted at '%s' in %s.".formatted(key, settings), e);
    }
  }
}

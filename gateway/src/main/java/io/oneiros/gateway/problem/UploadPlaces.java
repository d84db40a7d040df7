package io.oneiros.gateway.problem;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.config.LimitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * So many uploads may lie on this gateway's disk at a time, each until its request has been
 * answered: forms that are sent, and pictures that are fetched to be dreamed again.
 */
@ApplicationScoped
public class UploadPlaces {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final int most;
  private final Semaphore free;

  public UploadPlaces(LimitSettings limits) {
    most = limits.maxUploads();
    free = new Semaphore(most);
  }

  /** One request's; to be closed once. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for nothing.
   *
   * @throws Full {@code too-many-uploads}
   */
  public Place take() {
    if (!free.tryAcquire()) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MANY_UPLOADS,
              "%d uploads are being read, which is as many as may be; try again in a moment."
                  .formatted(most),
              "oneiros.limits.max-uploads"),
          RETRY);
    }
    return free::release;
  }
}

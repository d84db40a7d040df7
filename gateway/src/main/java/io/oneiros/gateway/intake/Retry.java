package io.oneiros.gateway.intake;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.gateway.problem.Full;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;

/**
 * Has a dream that failed dreamed again: by its recipe, from its uploads, under its id, but let in
 * like a new one. Asked twice it is dreamed once, for the request names the incarnation that
 * failed.
 */
@ApplicationScoped
public class Retry {
  private final Uploads uploads;
  private final Admission admission;
  private final Requests requests;
  private final Clock clock;

  Retry(Uploads uploads, Admission admission, Requests requests, Clock clock) {
    this.uploads = uploads;
    this.admission = admission;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * @throws ProblemException {@code deleting}, {@code not-retryable}, {@code upload-gone} or {@code
   *     unavailable}; then nothing is sent
   * @throws Full if as much is open as may be; likewise
   */
  public void of(DreamSnapshot dream) throws IOException {
    if (dream.deleting()) {
      throw new ProblemException(
          ProblemCode.DELETING, "Dream '%s' is being deleted.".formatted(dream.id()));
    }
    if (!possible(dream)) {
      throw new ProblemException(
          ProblemCode.NOT_RETRYABLE,
          dream.status() == DreamStatus.FAILED
              ? "Dream '%s' failed before its spec was resolved: %s Post it anew."
                  .formatted(dream.id(), dream.problem().detail())
              : "Dream '%s' is %s; only one that has failed can be dreamed again."
                  .formatted(dream.id(), dream.status().code()));
    }
    long pixelSteps = dream.recipe().pixelSteps(uploads.require(dream));
    Request again = new Request.DreamRetried(dream.id(), dream.incarnation(), clock.instant());
    admission.admitAgain(dream, pixelSteps, () -> requests.publish(again));
  }

  /** Whether it has failed, and there is a recipe to dream it again by. */
  public static boolean possible(DreamSnapshot dream) {
    return dream.status() == DreamStatus.FAILED && dream.recipe() != null;
  }
}

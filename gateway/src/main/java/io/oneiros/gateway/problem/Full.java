package io.oneiros.gateway.problem;

import io.oneiros.contract.Problem;
import java.time.Duration;

/** A request that will be taken later: as much is going on as may be. */
public final class Full extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final Duration retryAfter;

  /**
   * @param retryAfter when it is worth asking again
   */
  public Full(Problem problem, Duration retryAfter) {
    super(problem.detail());
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}

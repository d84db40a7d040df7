package io.oneiros.gateway.problem;

import io.oneiros.contract.Problem;

/**
 * What a path names is not there. The same problem has another status where a spec names it: then
 * the path is right.
 */
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public NotFound(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}

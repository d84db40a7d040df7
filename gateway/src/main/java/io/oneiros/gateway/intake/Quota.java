package io.oneiros.gateway.intake;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.problem.Full;

/**
 * How much may be open at a time.
 *
 * @param whose in words behind the number: {@code " of tenant 'acme'"}; empty for everybody's
 * @param dreams most of them
 * @param dreamsSetting what moves that
 * @param pixelSteps most of them; a dream that is larger is let in where no other is open
 * @param pixelStepsSetting what moves that
 */
record Quota(
    String whose, long dreams, String dreamsSetting, long pixelSteps, String pixelStepsSetting) {

  /**
   * @param open what is open already
   * @param more work that is to come
   * @throws Full {@code too-many-open-dreams} or {@code too-much-open-work}
   */
  void require(Load open, long more) {
    if (open.dreams() >= dreams) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MANY_OPEN_DREAMS,
              "%d dreams%s are open, at most %d may be; try again when one has ended."
                  .formatted(open.dreams(), whose, dreams),
              dreamsSetting),
          open.until(open.nearest()));
    }
    long excess = open.pixelSteps() + more - pixelSteps;
    if (excess > 0 && open.pixelSteps() > 0) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MUCH_OPEN_WORK,
              "The dream is %d pixel-steps of work, and %d%s are open; at most %d may be. Try again when less is, or dream a smaller picture with fewer iterations."
                  .formatted(more, open.pixelSteps(), whose, pixelSteps),
              pixelStepsSetting),
          open.until(Math.min(excess, open.pixelSteps())));
    }
  }
}

package io.oneiros.standalone.pace;

import io.oneiros.contract.plan.Plan;
import io.oneiros.contract.plan.Plan.Octave;

/**
 * How fast a system dreams: what there is to do is to compute patches, which workers share, and to
 * move pixels through the object store, which they do not.
 *
 * @param computing seconds a pixel and step, of one worker
 * @param moving seconds a pixel and round
 */
public record Pace(double computing, double moving) {
  /**
   * A dream that has been timed.
   *
   * @param patchSteps that were computed
   * @param moved pixels that rounds moved
   * @param seconds that its rounds took
   */
  public record Timed(long patchSteps, long moved, double seconds) {}

  /**
   * The two unknowns of two dreams that spent their time differently.
   *
   * @param computed most of whose time was computing
   * @param moved with more rounds of more pixels
   */
  public static Pace of(Timed computed, Timed moved) {
    double determinant =
        (double) computed.patchSteps() * moved.moved()
            - (double) moved.patchSteps() * computed.moved();
    double moving =
        (computed.patchSteps() * moved.seconds() - moved.patchSteps() * computed.seconds())
            / determinant;
    // Small dreams are measured roughly: neither part can take less than no time, or more than all.
    double most = computed.seconds() / computed.moved();
    moving = Math.min(most / 2, Math.max(0, moving));
    double computing = (computed.seconds() - moving * computed.moved()) / computed.patchSteps();
    return new Pace(computing, moving);
  }

  /**
   * Seconds that a dream takes.
   *
   * @param workers that have nothing else to do
   */
  public double seconds(Plan plan, int workers) {
    double seconds = moving * plan.moved();
    for (Octave octave : plan.octaves()) {
      seconds += computing * octave.patchSteps() / Math.min(workers, octave.atOnce());
    }
    return seconds;
  }
}

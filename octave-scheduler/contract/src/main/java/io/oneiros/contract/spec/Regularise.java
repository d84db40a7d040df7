package io.oneiros.contract.spec;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Nullable;
import java.util.Optional;

/**
 * What holds a dream back. In a spec every component may be null, in a recipe none.
 *
 * @param tv weight of total variation, taken off the objective
 * @param tvBeta its exponent
 * @param l2 weight of the square of the distance from mid-grey, taken off the objective
 * @param alpha weight of the alpha norm of that distance, taken off the objective
 * @param alphaExponent its exponent
 * @param decay part of the distance from mid-grey that is lost at every step
 * @param smooth sigma of a Gaussian blur of the picture, in pixels; 0 for none
 * @param smoothEvery steps from one such blur to the next
 * @param smallNorm percentile of the pixels' norms below which pixels become mid-grey
 * @param smallContribution percentile of |x g| below which pixels become mid-grey
 * @param codeDecay part of each number of a generator's code that is lost at every step
 * @param codeLow least number of such a code
 * @param codeHigh greatest number of such a code
 */
@Nullable
public record Regularise(
    Double tv,
    Double tvBeta,
    Double l2,
    Double alpha,
    Double alphaExponent,
    Double decay,
    Double smooth,
    Integer smoothEvery,
    Double smallNorm,
    Double smallContribution,
    Double codeDecay,
    Double codeLow,
    Double codeHigh) {
  public static final Regularise NONE =
      new Regularise(null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** With what is not said as it is otherwise. */
  public Regularise checked(Limits limits) {
    return new Regularise(
        Options.TV.check(tv, limits),
        Options.TV_BETA.check(tvBeta, limits),
        Options.L2.check(l2, limits),
        Options.ALPHA.check(alpha, limits),
        Options.ALPHA_EXPONENT.check(alphaExponent, limits),
        Options.DECAY.check(decay, limits),
        Options.SMOOTH.check(smooth, limits),
        Options.SMOOTH_EVERY.check(smoothEvery, limits),
        Options.SMALL_NORM.check(smallNorm, limits),
        Options.SMALL_CONTRIBUTION.check(smallContribution, limits),
        Options.CODE_DECAY.check(codeDecay, limits),
        Options.CODE_LOW.check(codeLow, limits),
        Options.CODE_HIGH.check(codeHigh, limits));
  }

  /** Only what is of a generator's code. */
  public Regularise ofCode() {
    return new Regularise(
        null, null, null, null, null, null, null, null, null, null, codeDecay, codeLow, codeHigh);
  }

  /** What of it needs the whole picture in one tile: all that is done between two steps. */
  Optional<Option<?>> whole() {
    if (decay > 0) {
      return Optional.of(Options.DECAY);
    }
    if (smooth > 0) {
      return Optional.of(Options.SMOOTH);
    }
    return smallNorm > 0
        ? Optional.of(Options.SMALL_NORM)
        : Optional.ofNullable(smallContribution > 0 ? Options.SMALL_CONTRIBUTION : null);
  }
}

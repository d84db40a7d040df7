package io.oneiros.contract;

import io.oneiros.contract.spec.Ascent.Norm;

/**
 * Sums over a tile's core of one step's gradient (units of the objective per 1/255), all channels:
 * they add up over tiles to the picture's.
 *
 * @param sumAbs of |g|
 * @param sumSquares of g squared
 * @param sum of g; 0 from an older worker
 */
public record StepStatistics(double sumAbs, double sumSquares, double sum, long count) {
  public static final StepStatistics NONE = new StepStatistics(0, 0, 0, 0);

  public StepStatistics plus(StepStatistics other) {
    return new StepStatistics(
        sumAbs + other.sumAbs, sumSquares + other.sumSquares, sum + other.sum, count + other.count);
  }

  /** What the gradient is divided by; mean |g| for {@code bands}, which have one each. */
  public double norm(Norm norm) {
    return switch (norm) {
      case MEAN_ABS, BANDS -> sumAbs / count;
      case DEVIATION -> Math.sqrt(Math.max(0, sumSquares / count - Math.pow(sum / count, 2)));
      case RMS -> Math.sqrt(sumSquares / count);
    };
  }
}

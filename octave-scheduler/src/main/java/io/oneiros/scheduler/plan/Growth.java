package io.oneiros.scheduler.plan;

import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.spec.Ascent.Norm;
import io.oneiros.engine.ascent.GradientStatistics;
import io.oneiros.engine.ascent.Norm.Scalar;
import java.util.List;

/**
 * What the whole picture's gradient is divided by, from its tiles' sums, and what that will be
 * next. Sums run in tile order, so that the same tiles give the same bits whatever order they came
 * in.
 */
public final class Growth {
  private Growth() {}

  /**
   * What the whole picture's gradient of one step is divided by.
   *
   * @param tiles of that step, in tile order
   */
  public static double norm(List<StepStatistics> tiles, Norm norm) {
    return tiles.stream()
        .map(Growth::sums)
        .reduce(GradientStatistics::plus)
        .orElseThrow()
        .norm(
            switch (norm) {
              // Bands have one each; the rms tells whether there is a gradient at all.
              case BANDS, RMS -> Scalar.RMS;
              case MEAN_ABS -> Scalar.MEAN_ABS;
              case DEVIATION -> Scalar.DEVIATION;
            });
  }

  private static GradientStatistics sums(StepStatistics s) {
    return new GradientStatistics(s.sum(), s.sumAbs(), s.sumSquares(), s.count());
  }

  /** Whether a gradient can be divided by it. */
  public static boolean usable(double mean) {
    return mean > 0 && Double.isFinite(mean) && Double.isFinite(1 / mean);
  }

  /**
   * Mean |g| at the step after the known ones: the last times the geometric mean of the growth from
   * step to step, {@code m_n = m_(n-1) * (m_(n-1) / m_0)^(1 / (n-1))}. One known step predicts
   * itself.
   *
   * @param means of the octave's steps so far, at least one, all {@link #usable}
   */
  public static double next(List<Double> means) {
    double first = means.get(0);
    double last = means.get(means.size() - 1);
    int between = means.size() - 1;
    return between == 0 ? last : last * Math.pow(last / first, 1.0 / between);
  }
}

package io.oneiros.scheduler.plan;

import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.spec.Ascent.Norm;
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
    return tiles.stream().reduce(StepStatistics.NONE, StepStatistics::plus).norm(norm);
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

package io.oneiros.scheduler.plan;

import io.oneiros.contract.StepStatistics;
import java.util.List;

/**
 * The whole picture's mean |g| from its tiles' sums, and what it will be next. Sums run in tile
 * order, so that the same tiles give the same bits whatever order they came in.
 */
public final class Growth {
  private Growth() {}

  /**
   * Mean |g| of one step over the picture.
   *
   * @param tiles of that step, in tile order
   */
  public static double mean(List<StepStatistics> tiles) {
    double sum = 0;
    long count = 0;
    for (StepStatistics tile : tiles) {
      sum += tile.sumAbs();
      count += tile.count();
    }
    return sum / count;
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

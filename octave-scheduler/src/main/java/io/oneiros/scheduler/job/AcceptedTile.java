package io.oneiros.scheduler.job;

import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.spec.Ascent.Norm;
import io.oneiros.scheduler.plan.Growth;
import java.util.List;

/**
 * What counts of a tile: the first answer that came.
 *
 * @param index of the tile in its round
 * @param attempt that it was the answer of
 * @param mends how often its delta was damaged and it was dreamed again
 * @param delta object key of the delta that is used
 * @param sha256 of the delta
 * @param statistics one for each step of the round
 */
public record AcceptedTile(
    int index,
    int attempt,
    int mends,
    String delta,
    String sha256,
    List<StepStatistics> statistics) {
  public AcceptedTile {
    statistics = List.copyOf(statistics);
  }

  /** What its own gradient would be divided by at the round's last step. */
  double lastNorm(Norm norm) {
    return Growth.norm(statistics.subList(statistics.size() - 1, statistics.size()), norm);
  }
}

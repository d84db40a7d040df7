package io.oneiros.scheduler.job;

import io.oneiros.contract.Result;
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
 * @param regions the latest attempt of a region that found its delta damaged, or was reassembled
 *     because of it; 0 for none
 * @param delta object key of the delta that is used
 * @param sha256 of the delta
 * @param statistics one for each step of the round
 */
public record AcceptedTile(
    int index,
    int attempt,
    int mends,
    int regions,
    String delta,
    String sha256,
    List<StepStatistics> statistics) {
  public AcceptedTile {
    statistics = List.copyOf(statistics);
  }

  /** As it is once an attempt of a region has found its delta damaged. */
  AcceptedTile damaged(int region) {
    return new AcceptedTile(
        index, attempt, mends, Math.max(regions, region), delta, sha256, statistics);
  }

  /**
   * Dreamed again; what was measured stands.
   *
   * @param reassembled the attempt that regions are reassembled in
   */
  AcceptedTile mended(Result.TileDreamed result, int reassembled) {
    return new AcceptedTile(
        index,
        result.task().attempt(),
        mends + 1,
        reassembled,
        result.delta(),
        result.sha256(),
        statistics);
  }

  /** What its own gradient would be divided by at the round's last step. */
  double lastNorm(Norm norm) {
    return Growth.norm(statistics.subList(statistics.size() - 1, statistics.size()), norm);
  }
}

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
 * @param attempt the latest that had been sent when it came
 * @param mends how often its delta was damaged and it was dreamed again
 * @param regions the latest attempt of a region over it that is over: it found the delta damaged,
 *     or was done in more than one; or that regions were reassembled in because of the tile; 0 for
 *     none
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

  /** As it is once that attempt of a region over it is over. */
  AcceptedTile met(int region) {
    return new AcceptedTile(
        index, attempt, mends, Math.max(regions, region), delta, sha256, statistics);
  }

  /**
   * Dreamed again; what was measured stands.
   *
   * @param latest attempt that had been sent
   * @param reassembled the attempt that regions are reassembled in
   */
  AcceptedTile mended(Result.TileDreamed result, int latest, int reassembled) {
    return new AcceptedTile(
        index, latest, mends + 1, reassembled, result.delta(), result.sha256(), statistics);
  }

  /** What its own gradient would be divided by at the round's last step. */
  double lastNorm(Norm norm) {
    return Growth.norm(statistics.subList(statistics.size() - 1, statistics.size()), norm);
  }
}

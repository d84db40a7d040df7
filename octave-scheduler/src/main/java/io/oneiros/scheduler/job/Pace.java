package io.oneiros.scheduler.job;

import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.plan.Round;
import java.time.Duration;

/**
 * How long a dream's tiles should take to compute, told by those that have been accepted: seconds a
 * pixel and step, halo and all, smoothed, for each kind of device. What it is told by is in the
 * messages, so the same messages in the same order give the same.
 */
final class Pace {
  /** Of the latest tile in what is expected of the next: a network is loaded once only. */
  private static final double LATEST = 0.25;

  private Pace() {}

  /** Older workers do not say what kind they are of, and some clocks stand still. */
  static void measured(Draft dream, Result.TileDreamed tile) {
    double pace = tile.seconds() / pixelSteps(dream, tile.task(), tile.statistics().size());
    if (tile.kind() != null && pace > 0 && Double.isFinite(pace)) {
      dream.paces.merge(tile.kind(), pace, (before, latest) -> before + LATEST * (latest - before));
    }
  }

  /**
   * How long the kind of device that the work is out to should compute.
   *
   * @return null for what has no kind, and where the kind has dreamed none of the dream's tiles
   */
  static Duration expected(Draft dream, OpenWork work) {
    Double pace = work.kind() == null ? null : dream.paces.get(work.kind());
    if (pace == null) {
      return null;
    }
    double seconds = pace * pixelSteps(dream, work.id(), dream.currentRound().steps());
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static long pixelSteps(Draft dream, TaskId tile, int steps) {
    Round round = dream.currentRound();
    return steps
        * round.tiles().core(tile.index()).grown(dream.recipe.halo(), dream.size()).pixels();
  }
}

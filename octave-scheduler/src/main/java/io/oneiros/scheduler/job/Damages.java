package io.oneiros.scheduler.job;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.plan.TilePlan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accepted tiles whose deltas are lost or damaged. Each is dreamed once more, for the same task
 * gives the same bytes; then the regions over it are reassembled, also those that had been before,
 * which changes nothing in them. What was measured of the tile stands: rounds after it build on it.
 */
final class Damages {
  private final Dispatch dispatch;
  private final Setbacks setbacks;

  Damages(Dispatch dispatch, Setbacks setbacks) {
    this.dispatch = dispatch;
    this.setbacks = setbacks;
  }

  /**
   * A region met a damaged delta. One that has been replaced since is a failure like any other: the
   * region's next attempt reads the new one.
   */
  void found(Draft dream, OpenWork region, Result.DeltaDamaged damage) {
    Optional<AcceptedTile> known =
        dream.tiles.stream().filter(tile -> tile.delta().equals(damage.delta())).findFirst();
    if (known.isEmpty() || known.get().mends() >= Patience.MENDS) {
      setbacks.failed(
          dream, region, new Result.TaskFailed(damage.task(), damage.by(), damage.problem(), true));
      return;
    }
    dream.open.remove(region);
    dream.tiles.set(dream.tiles.indexOf(known.get()), known.get().met(region.id().attempt()));
    TaskId again = id(dream, known.get()).withAttempt(known.get().attempt() + 1);
    if (dream.openFor(again).isEmpty()) {
      dispatch.open(dream, again);
    }
  }

  /** Whether the result is no newer than what is accepted of its tile. */
  static boolean known(Draft dream, Result.TileDreamed result) {
    return accepted(dream, result.task().index())
        .filter(tile -> tile.attempt() >= result.task().attempt())
        .isPresent();
  }

  /**
   * A region is there. Where that took several attempts, they may still fail, late: should the
   * region be reassembled again, they are none of those to come.
   */
  static void reassembled(Draft dream, TaskId region) {
    if (region.attempt() > 1) {
      TilePlan plan = dream.currentRound().tiles();
      List<Integer> over = plan.over(TilePlan.regions(dream.size()).get(region.index()));
      dream.tiles.replaceAll(
          tile -> over.contains(tile.index()) ? tile.met(region.attempt()) : tile);
    }
  }

  /**
   * Takes a tile that is dreamed once more; false if it is there for the first time.
   *
   * @param latest attempt that had been sent
   */
  boolean mended(Draft dream, Result.TileDreamed result, int latest) {
    TaskId task = result.task();
    Optional<AcceptedTile> before = accepted(dream, task.index());
    before.ifPresent(
        tile -> {
          int attempt = 1 + dream.tiles.stream().mapToInt(AcceptedTile::regions).max().orElse(0);
          dream.tiles.set(dream.tiles.indexOf(tile), tile.mended(result, latest, attempt));
          reassemble(dream, task, attempt);
        });
    return before.isPresent();
  }

  /**
   * The regions over the tile whose other tiles are there.
   *
   * @param attempt later than any that found damage or came of it, so that late answers to those
   *     are none to this
   */
  private void reassemble(Draft dream, TaskId tile, int attempt) {
    TilePlan plan = dream.currentRound().tiles();
    Rect keep = plan.keep(tile.index());
    Set<Integer> there = new HashSet<>();
    dream.tiles.forEach(accepted -> there.add(accepted.index()));
    List<Rect> regions = TilePlan.regions(dream.size());
    for (int i = 0; i < regions.size(); i++) {
      TaskId region = dream.task(TaskId.Kind.REASSEMBLE, i).withAttempt(attempt);
      boolean whole = there.containsAll(plan.over(regions.get(i)));
      if (regions.get(i).intersects(keep) && whole && dream.openFor(region).isEmpty()) {
        dispatch.open(dream, region);
      }
    }
  }

  private static Optional<AcceptedTile> accepted(Draft dream, int index) {
    return dream.tiles.stream().filter(tile -> tile.index() == index).findFirst();
  }

  private static TaskId id(Draft dream, AcceptedTile tile) {
    return dream.task(TaskId.Kind.TILE, tile.index()).withAttempt(tile.attempt());
  }
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of work that fails or is not answered: another attempt, or, when patience is over, a
 * dead letter and the end of the dream. So every piece of work is answered or given up.
 */
final class Setbacks {
  private final Patience patience;
  private final Dispatch dispatch;

  Setbacks(Patience patience, Dispatch dispatch) {
    this.patience = patience;
    this.dispatch = dispatch;
  }

  /** A failure of the work's latest attempt. */
  void failed(Draft dream, OpenWork work, Result.TaskFailed failure) {
    if (!failure.retryable() && !work.id().kind().deletes()) {
      giveUp(dream, work, failure.by(), failure.problem(), failure.problem());
      return;
    }
    if (failure.problem().code() == ProblemCode.UNAVAILABLE
        && work.id().attempt() < Patience.AWAY) {
      Instant due = dream.now.plus(patience.rest(work.id().attempt()));
      dream.open.set(dream.open.indexOf(work), work.postponed(due));
      return;
    }
    int failures = work.failedBy().size() + 1;
    OpenWork next = work.failed(failure.by(), dream.now.plus(patience.rest(failures)));
    retry(dream, work, next, failure.problem());
  }

  /** A lease that has passed. */
  void lapsed(Draft dream, OpenWork work) {
    boolean held = work.holder() != null;
    String by = held ? work.holder() : OpenWork.NOBODY;
    Problem problem = lapse(dream, work, held ? Pace.expected(dream, work) : null);
    OpenWork next = work.failed(by, dream.now);
    if (retry(dream, work, next, problem)) {
      dispatch.again(dream, next);
    }
  }

  private Problem lapse(Draft dream, OpenWork work, Duration expected) {
    if (patience.hangs(work, expected, dream.now)) {
      Duration held = Duration.between(work.since(), dream.now);
      return new Problem(
          code(work.id()),
          "Task %s was in hand of '%s' for %d s and not answered."
              .formatted(work.id(), work.holder(), held.toSeconds()),
          "oneiros.scheduler.hold");
    }
    return new Problem(
        code(work.id()),
        "Task %s was not answered within its lease of %d s%s."
            .formatted(
                work.id(),
                patience.lease(work, expected).toSeconds(),
                work.holder() == null ? "" : " by '" + work.holder() + "'"),
        "oneiros.scheduler.lease");
  }

  /** Work that its worker, which is heard of, may never finish: whoever is first answers it. */
  void besides(Draft dream, OpenWork work) {
    OpenWork next = work.postponed(dream.now);
    dream.open.set(dream.open.indexOf(work), next);
    dispatch.again(dream, next);
  }

  /** False if the work is given up. */
  private boolean retry(Draft dream, OpenWork work, OpenWork next, Problem problem) {
    if (Patience.exhausted(work.id().kind(), next.failedBy())) {
      String by = next.failedBy().get(next.failedBy().size() - 1);
      Problem verdict =
          Problem.of(
              code(work.id()),
              "Task %s failed %d times, at last so: %s"
                  .formatted(work.id(), next.failedBy().size(), problem.detail()));
      giveUp(dream, work, by, problem, verdict);
      return false;
    }
    dream.open.set(dream.open.indexOf(work), next);
    return true;
  }

  private static void giveUp(
      Draft dream, OpenWork work, String by, Problem problem, Problem verdict) {
    TaskId id = work.id();
    byte[] task =
        isTile(id)
            ? Json.write(TileTask.class, Messages.tile(dream, id))
            : Json.write(StorageTask.class, Messages.storage(dream, id));
    String topic = isTile(id) ? Topics.TILES_NAME : Topics.STORAGE_NAME;
    dream.tell(new Effect.Bury(id.toString(), DeadLetter.of(topic, task, by, problem)));
    dream.open.remove(work);
    fail(dream, verdict);
  }

  private static boolean isTile(TaskId id) {
    return id.kind() == TaskId.Kind.TILE;
  }

  private static ProblemCode code(TaskId id) {
    return isTile(id) ? ProblemCode.TILE_FAILED : ProblemCode.STORAGE_FAILED;
  }

  /** Ends the dream. */
  static void fail(Draft dream, Problem problem) {
    dream.problem = problem;
    dream.end(DreamStatus.FAILED);
    dream.publish(new DreamEvent.Failed(dream.id, dream.incarnation(), problem));
    dream.show();
  }
}

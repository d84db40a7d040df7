package io.oneiros.scheduler.job;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.TaskId;
import java.time.Instant;
import java.util.List;

/**
 * Dreams again what has failed: under its id, by its recipe, from its uploads, but born anew, so
 * that answers to tasks of the incarnation that failed are none to this one's. Whoever asks names
 * the incarnation that failed: asked twice, the dream begins again once.
 */
final class Retry {
  private final SpecCheck check;
  private final Dispatch dispatch;

  Retry(SpecCheck check, Dispatch dispatch) {
    this.check = check;
    this.dispatch = dispatch;
  }

  Decision decide(DreamState state, Request.DreamRetried request, String trace, Instant now) {
    if (state == null || !failed(state.shown(), request.incarnation())) {
      return new Decision(state, List.of());
    }
    Draft failed = new Draft(state, now);
    Draft dream = bornAgain(state, now);
    dream.followers = new Followers(trace, state.followers().webhook());
    dream.show();
    // What was still out is waited for no more: most of what it leaves is caught by this.
    dream.tell(
        new Effect.DispatchStorage(Messages.storage(failed, failed.task(TaskId.Kind.DISCARD, 0))));
    try {
      check.pictures(dream.recipe, dream.source != null, dream.guide != null, dream.mask != null);
      dream.publish(new DreamEvent.Accepted(dream.id, dream.recipe));
      dispatch.open(dream, dream.task(TaskId.Kind.INGEST, 0));
    } catch (ProblemException e) {
      Setbacks.fail(dream, e.problem());
    }
    return dream.decision();
  }

  private static boolean failed(DreamSnapshot shown, String incarnation) {
    return shown.status() == DreamStatus.FAILED
        && !shown.deleting()
        && shown.recipe() != null
        && shown.incarnation().equals(incarnation);
  }

  private static Draft bornAgain(DreamState state, Instant now) {
    DreamSnapshot failed = state.shown();
    // A clock that was set back must not give the incarnation that failed once more.
    Instant soonest = failed.createdAt().plusMillis(1);
    Instant birth = now.isBefore(soonest) ? soonest : now;
    DreamSnapshot shown = Draft.accepted(failed.id(), failed.sequence(), birth);
    Draft dream = new Draft(Draft.idle(shown, state.source(), state.guide(), state.mask()), now);
    dream.recipe = failed.recipe();
    dream.terms = failed.terms();
    dream.kind = failed.terms().kind();
    return dream;
  }
}

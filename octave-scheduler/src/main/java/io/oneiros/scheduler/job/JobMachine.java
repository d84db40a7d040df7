package io.oneiros.scheduler.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of a dream, a pure function: the same state, event and instant give the same
 * decision. It takes the answer to each piece of work once, the first that comes; late and repeated
 * ones change nothing. In whatever order answers come, the dream takes the same way, and it ends:
 * work that fails or is lost is tried again a limited number of times, unless nobody is there to
 * take it. Not thread-safe.
 */
public final class JobMachine {
  /** How the scheduler signs what it sends. */
  public static final String NAME = "octave-scheduler";

  private final SpecCheck check;
  private final Patience patience;
  private final Dispatch dispatch;
  private final Walk walk;
  private final Setbacks setbacks;

  public JobMachine(SpecCheck check, Patience patience) {
    this.check = check;
    this.patience = patience;
    dispatch = new Dispatch(patience);
    walk = new Walk(check, dispatch);
    setbacks = new Setbacks(patience, dispatch);
  }

  /**
   * @param state of the dream that the event is about, or null if it is not known
   * @return with the same state and no effects where the event changes nothing
   */
  public Decision apply(DreamState state, JobEvent event, Instant now) {
    if (event instanceof JobEvent.Requested requested) {
      Request request = requested.request();
      return request instanceof Request.DreamRequested dream
          ? requested(state, dream, now)
          : cancelled(state, now);
    }
    if (state == null || state.shown().status().terminal()) {
      return unchanged(state);
    }
    if (event instanceof JobEvent.Answered answered) {
      return answered(state, answered.result(), now);
    }
    if (event instanceof JobEvent.Beat beat) {
      return beat(state, beat, now);
    }
    if (event instanceof JobEvent.Tick tick) {
      return tick(state, tick, now);
    }
    Draft dream = new Draft(state, now);
    if (event instanceof JobEvent.Broken broken) {
      Setbacks.fail(dream, broken.problem());
    } else {
      state.open().stream().filter(OpenWork::dispatched).forEach(w -> dispatch.again(dream, w));
    }
    return dream.decision();
  }

  private Decision requested(DreamState state, Request.DreamRequested request, Instant now) {
    if (state != null) {
      return unchanged(state);
    }
    if (!ObjectKeys.isDreamId(request.dream()) || request.source() == null) {
      return refused(request);
    }
    try {
      Recipe recipe = check.resolve(request.spec());
      Draft dream = Draft.begin(request.dream(), recipe, request.source(), now);
      dream.publish(new DreamEvent.Accepted(dream.id, recipe));
      dispatch.open(dream, dream.task(TaskId.Kind.INGEST, 0));
      dream.show();
      return dream.decision();
    } catch (ProblemException e) {
      Draft dream = Draft.begin(request.dream(), null, request.source(), now);
      Setbacks.fail(dream, e.problem());
      return dream.decision();
    }
  }

  /** A dream without a usable name cannot even fail: nobody could ask about it. */
  private static Decision refused(Request.DreamRequested request) {
    Problem problem =
        Problem.of(
            ProblemCode.INVALID_SPEC,
            "A request needs a dream id of 1 to 64 of a-z, 0-9 and hyphens, got '%s', and a source, got '%s'."
                .formatted(request.dream(), request.source()));
    DeadLetter letter =
        new DeadLetter(
            Topics.REQUESTS_NAME,
            Json.read(JsonNode.class, Json.write(Request.class, request)),
            NAME,
            problem);
    return new Decision(null, List.of(new Effect.Bury(request.dream(), letter)));
  }

  private static Decision cancelled(DreamState state, Instant now) {
    if (state == null) {
      return unchanged(null);
    }
    TaskId delete = new TaskId(state.id(), 0, 0, TaskId.Kind.DELETE, 0, 1);
    Effect.DispatchStorage deletion = new Effect.DispatchStorage(new StorageTask.Delete(delete));
    if (state.shown().status().terminal()) {
      return new Decision(null, List.of(deletion, new Effect.Forget(state.id())));
    }
    Draft dream = new Draft(state, now);
    dream.end(DreamStatus.CANCELLED);
    dream.publish(new DreamEvent.Cancelled(dream.id));
    dream.tell(deletion);
    dream.show();
    return dream.decision();
  }

  private Decision answered(DreamState state, Result.OfTask result, Instant now) {
    Draft dream = new Draft(state, now);
    Optional<OpenWork> open = dream.openFor(result.task());
    if (open.isEmpty()) {
      return unchanged(state);
    }
    OpenWork work = open.get();
    if (result instanceof Result.TaskFailed failure) {
      if (!work.id().equals(failure.task()) || !work.dispatched()) {
        return unchanged(state);
      }
      setbacks.failed(dream, work, failure);
      return dream.decision();
    }
    if (!Walk.fits(dream, result)) {
      return unchanged(state);
    }
    dream.open.remove(work);
    dream.show();
    try {
      walk.on(dream, result);
    } catch (ProblemException e) {
      Setbacks.fail(dream, e.problem());
    }
    return dream.decision();
  }

  /** Renews leases, but not at every beat: a state is written each time. */
  private Decision beat(DreamState state, JobEvent.Beat beat, Instant now) {
    Draft dream = new Draft(state, now);
    boolean renewed = false;
    for (TaskId task : beat.busy()) {
      OpenWork work = dream.openFor(task).filter(OpenWork::dispatched).orElse(null);
      if (work != null && patience.renews(work, now)) {
        dream.open.set(
            dream.open.indexOf(work),
            work.heldBy(beat.worker(), now.plus(patience.lease(work.id().attempt()))));
        renewed = true;
      }
    }
    return renewed ? dream.decision() : unchanged(state);
  }

  private Decision tick(DreamState state, JobEvent.Tick tick, Instant now) {
    if (!Setbacks.anyDue(state.open(), now)) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    setbacks.tick(dream, tick);
    return dream.silent() ? unchanged(state) : dream.decision();
  }

  private static Decision unchanged(DreamState state) {
    return new Decision(state, List.of());
  }
}

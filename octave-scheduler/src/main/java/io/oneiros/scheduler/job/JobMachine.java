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
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.SpecCheck;
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
 * take it. A dream whose network cannot be had at once waits for it, but not for ever. Whoever
 * cancels a dream ends it at once; what it owns is deleted, and the dream forgotten, as {@link
 * Deletion} says. Not thread-safe.
 */
public final class JobMachine {
  /** How the scheduler signs what it sends. */
  public static final String NAME = "octave-scheduler";

  private final SpecCheck check;
  private final Patience patience;
  private final Dispatch dispatch;
  private final Walk walk;
  private final Setbacks setbacks;
  private final Damages damages;
  private final Deletion deletion;

  /**
   * @param version of this scheduler, which outcomes name
   */
  public JobMachine(SpecCheck check, Patience patience, String version) {
    this.check = check;
    this.patience = patience;
    dispatch = new Dispatch(patience);
    setbacks = new Setbacks(patience, dispatch);
    damages = new Damages(dispatch, setbacks);
    walk = new Walk(check, dispatch, damages, version);
    deletion = new Deletion(patience, dispatch);
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
    if (state == null || state.settled()) {
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
    if (event instanceof JobEvent.Unsent unsent) {
      return unsent(state, unsent, now);
    }
    if (state.shown().status().terminal()) {
      // A deletion that got lost waits for its lease: a copy of one that did not could come late.
      return unchanged(state);
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
      // Whoever asks may have lost sight of the dream.
      return new Decision(state, List.of(new Effect.Show(state.shown())));
    }
    if (!ObjectKeys.isDreamId(request.dream())) {
      return refused(request);
    }
    Draft dream = Draft.begin(request, now);
    dream.show();
    resolve(dream);
    return dream.decision();
  }

  /** Begins the dream, fails it, or leaves it waiting for its network. */
  private void resolve(Draft dream) {
    try {
      dream.recipe = check.resolve(dream.spec);
      check.pictures(dream.recipe, dream.source != null, dream.guide != null, dream.mask != null);
      dream.spec = null;
      dream.publish(new DreamEvent.Accepted(dream.id, dream.recipe));
      dispatch.open(dream, dream.task(TaskId.Kind.INGEST, 0));
      dream.show();
    } catch (ProblemException e) {
      boolean waits =
          e.problem().code() == ProblemCode.UNAVAILABLE
              && dream.now.isBefore(dream.createdAt.plus(Patience.NETWORK));
      if (!waits) {
        Setbacks.fail(dream, e.problem());
      }
    }
  }

  private Decision waiting(DreamState state, Instant now) {
    Draft dream = new Draft(state, now);
    resolve(dream);
    return dream.spec == null ? dream.decision() : unchanged(state);
  }

  /** A dream without a usable name cannot even fail: nobody could ask about it. */
  private static Decision refused(Request.DreamRequested request) {
    Problem problem =
        Problem.of(
            ProblemCode.INVALID_SPEC,
            "A request needs a dream id of 1 to 64 of a-z, 0-9 and hyphens, got '%s'."
                .formatted(request.dream()));
    DeadLetter letter =
        new DeadLetter(
            Topics.REQUESTS_NAME,
            Json.read(JsonNode.class, Json.write(Request.class, request)),
            NAME,
            problem);
    return new Decision(null, List.of(new Effect.Bury(request.dream(), letter)));
  }

  private Decision cancelled(DreamState state, Instant now) {
    if (state == null) {
      return unchanged(null);
    }
    Draft dream = new Draft(state, now);
    if (dream.status.terminal()) {
      dream.forget = true;
    } else {
      dream.end(DreamStatus.CANCELLED);
      dream.publish(new DreamEvent.Cancelled(dream.id));
    }
    if (!dream.deleting) {
      deletion.begin(dream);
    }
    return dream.decision();
  }

  private Decision answered(DreamState state, Result.OfTask result, Instant now) {
    Draft dream = new Draft(state, now);
    Optional<OpenWork> open = dream.openFor(result.task());
    if (open.isEmpty()) {
      return unchanged(state);
    }
    OpenWork work = open.get();
    boolean latest = work.dispatched() && work.id().equals(result.task());
    if (dream.status.terminal()) {
      return latest ? answeredLate(dream, work, result) : unchanged(state);
    }
    if (result instanceof Result.TaskFailed failure) {
      if (!latest) {
        return unchanged(state);
      }
      setbacks.failed(dream, work, failure);
      return dream.decision();
    }
    if (result instanceof Result.DeltaDamaged damage) {
      if (!latest) {
        return unchanged(state);
      }
      damages.found(dream, work, damage);
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

  /** Once the dream has ended, what an answer says matters only of the deletion. */
  private Decision answeredLate(Draft dream, OpenWork work, Result.OfTask result) {
    boolean deletes = deletes(work);
    if (deletes && result instanceof Result.TaskFailed failure) {
      setbacks.failed(dream, work, failure);
      return dream.decision();
    }
    dream.open.remove(work);
    if (deletes) {
      return deletion.done(dream);
    }
    deletion.proceed(dream);
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
    if (state.spec() != null) {
      return waiting(state, now);
    }
    List<OpenWork> due = state.open().stream().filter(work -> !now.isBefore(work.due())).toList();
    if (due.isEmpty()) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    for (OpenWork work : due) {
      if (!dream.status.terminal() || deletes(work)) {
        setbacks.due(dream, work, tick);
      } else if (dream.deleting) {
        dream.open.remove(work);
      }
    }
    deletion.proceed(dream);
    return dream.open.equals(state.open()) ? unchanged(state) : dream.decision();
  }

  /**
   * Sends out at once what did not go out. A deletion goes out as its next attempt, for a broker
   * may have taken what it did not acknowledge: the answer to such a copy must not count.
   */
  private Decision unsent(DreamState state, JobEvent.Unsent unsent, Instant now) {
    List<OpenWork> missing =
        state.open().stream()
            .filter(work -> work.dispatched() && work.holder() == null)
            .filter(work -> unsent.tasks().contains(work.id()))
            .filter(work -> !state.shown().status().terminal() || deletes(work))
            .toList();
    if (missing.isEmpty()) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    for (OpenWork work : missing) {
      OpenWork next = deletes(work) ? work.failed(OpenWork.NOBODY, now) : work;
      dream.open.set(dream.open.indexOf(work), next);
      dispatch.instead(dream, next);
    }
    return dream.decision();
  }

  private static boolean deletes(OpenWork work) {
    return work.id().kind() == TaskId.Kind.DELETE;
  }

  private static Decision unchanged(DreamState state) {
    return new Decision(state, List.of());
  }
}

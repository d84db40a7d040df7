package io.oneiros.scheduler.job;

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
  private final Dispatch dispatch;
  private final Leases leases;
  private final Walk walk;
  private final Setbacks setbacks;
  private final Damages damages;
  private final Deletion deletion;
  private final Retry retry;

  /**
   * @param version of this scheduler, which outcomes name
   */
  public JobMachine(SpecCheck check, Patience patience, String version) {
    this.check = check;
    dispatch = new Dispatch(patience);
    setbacks = new Setbacks(patience, dispatch);
    damages = new Damages(dispatch, setbacks);
    walk = new Walk(check, dispatch, damages, version);
    deletion = new Deletion(patience, dispatch);
    retry = new Retry(check, dispatch);
    leases = new Leases(patience, dispatch, setbacks, deletion);
  }

  /**
   * @param state of the dream that the event is about, or null if it is not known
   * @return with the same state and no effects where the event changes nothing
   */
  public Decision apply(DreamState state, JobEvent event, Instant now) {
    if (event instanceof JobEvent.Requested requested) {
      return requested(state, requested, now);
    }
    if (state == null || state.settled()) {
      return unchanged(state);
    }
    if (event instanceof JobEvent.Answered answered) {
      return answered(state, answered.result(), now);
    }
    if (event instanceof JobEvent.Beat beat) {
      return leases.beat(state, beat, now);
    }
    if (event instanceof JobEvent.Tick tick) {
      return state.spec() == null ? leases.tick(state, tick, now) : waiting(state, now);
    }
    if (event instanceof JobEvent.Missed missed) {
      return leases.missed(state, missed.time(), now);
    }
    if (event instanceof JobEvent.Unsent unsent) {
      return leases.unsent(state, unsent, now);
    }
    if (state.shown().status().terminal()) {
      // A deletion that got lost waits for its lease: a copy of one that did not could come late.
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    if (event instanceof JobEvent.Broken broken) {
      Setbacks.fail(dream, broken.problem());
      deletion.proceed(dream);
    } else if (event instanceof JobEvent.Room room) {
      dream.open.stream()
          .filter(OpenWork::waits)
          .findFirst()
          .ifPresent(work -> dispatch.tile(dream, work, room.kind()));
    } else {
      state.open().stream().filter(OpenWork::dispatched).forEach(w -> dispatch.again(dream, w));
    }
    return dream.decision();
  }

  private Decision requested(DreamState state, JobEvent.Requested event, Instant now) {
    if (event.request() instanceof Request.DreamRequested dream) {
      return begun(state, dream, event.trace(), now);
    }
    return event.request() instanceof Request.DreamRetried again
        ? retry.decide(state, again, event.trace(), now)
        : cancelled(state, now);
  }

  private Decision begun(
      DreamState state, Request.DreamRequested request, String trace, Instant now) {
    if (state != null) {
      // Whoever asks may have lost sight of the dream.
      return new Decision(state, List.of(new Effect.Show(state.shown())));
    }
    if (!ObjectKeys.isDreamId(request.dream())) {
      return refused(request);
    }
    Draft dream = Draft.begin(request, trace, now);
    dream.show();
    try {
      SpecCheck.webhook(request.webhook());
      resolve(dream);
    } catch (ProblemException e) {
      dream.followers = new Followers(trace, null);
      Setbacks.fail(dream, e.problem());
    }
    return dream.decision();
  }

  /** Begins the dream, fails it, or leaves it waiting for its network. */
  private void resolve(Draft dream) {
    try {
      dream.terms = check.terms(dream.spec, dream.terms.tenant());
      dream.kind = dream.terms.kind();
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
        DeadLetter.of(Topics.REQUESTS_NAME, Json.write(Request.class, request), NAME, problem);
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
      dream.publish(new DreamEvent.Cancelled(dream.id, dream.incarnation()));
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
    boolean latest = !work.rests() && work.id().equals(result.task());
    if (dream.status.terminal()) {
      return latest ? answeredLate(dream, work, result) : unchanged(state);
    }
    if (result instanceof Result.TaskFailed failure) {
      if (!latest) {
        return unchanged(state);
      }
      setbacks.failed(dream, work, failure);
      deletion.proceed(dream);
      return dream.decision();
    }
    if (result instanceof Result.DeltaDamaged damage) {
      if (!latest) {
        return unchanged(state);
      }
      damages.found(dream, work, damage);
      deletion.proceed(dream);
      return dream.decision();
    }
    if (!Walk.fits(dream, result)) {
      return unchanged(state);
    }
    dream.open.remove(work);
    dream.show();
    try {
      walk.on(dream, work.id(), result);
    } catch (ProblemException e) {
      Setbacks.fail(dream, e.problem());
    }
    deletion.proceed(dream);
    return dream.decision();
  }

  /** Once the dream has ended, what an answer says matters only of the deletion. */
  private Decision answeredLate(Draft dream, OpenWork work, Result.OfTask result) {
    TaskId.Kind kind = work.id().kind();
    if (work.deletes() && result instanceof Result.TaskFailed failure) {
      setbacks.failed(dream, work, failure);
      return dream.decision();
    }
    dream.open.remove(work);
    if (kind.deletes()) {
      return deletion.done(dream, kind);
    }
    deletion.proceed(dream);
    return dream.decision();
  }

  private static Decision unchanged(DreamState state) {
    return new Decision(state, List.of());
  }
}

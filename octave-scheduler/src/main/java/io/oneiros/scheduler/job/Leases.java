package io.oneiros.scheduler.job;

import io.oneiros.contract.Problem;
import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Work that is out: how long it may go without an answer, who renews that, and what becomes of it
 * when nobody does. Work that waits to be sent has no lease.
 */
final class Leases {
  private final Patience patience;
  private final Dispatch dispatch;
  private final Setbacks setbacks;
  private final Deletion deletion;
  private final Placement placement;

  Leases(Patience patience, Dispatch dispatch, Setbacks setbacks, Deletion deletion) {
    this.patience = patience;
    this.dispatch = dispatch;
    this.setbacks = setbacks;
    this.deletion = deletion;
    placement = new Placement(patience);
  }

  /** Renews leases, but not at every beat: a state is written each time. */
  Decision beat(DreamState state, JobEvent.Beat beat, Instant now) {
    Draft dream = new Draft(state, now);
    boolean renewed = false;
    for (TaskId task : beat.busy()) {
      OpenWork work = dream.openFor(task).orElse(null);
      if (work != null && work.waits() && work.id().equals(task) && fits(dream, beat)) {
        // It went out before a restart.
        work = dispatch.out(dream, work, beat.kind());
      }
      if (work != null
          && work.dispatched()
          && patience.renews(work, Pace.expected(dream, work), now)) {
        Instant due = now.plus(lease(dream, work));
        dream.open.set(dream.open.indexOf(work), work.heldBy(beat.worker(), now, due));
        renewed = true;
      }
    }
    return renewed ? dream.decision() : unchanged(state);
  }

  /** Workers stop at once what is of a dream that is over: nobody waits for it for long. */
  private Duration lease(Draft dream, OpenWork work) {
    return dream.status.terminal() && !work.deletes()
        ? patience.notice()
        : patience.lease(work, Pace.expected(dream, work));
  }

  private static boolean fits(Draft dream, JobEvent.Beat beat) {
    return !dream.status.terminal() && beat.kind() != null && Placement.fits(dream, beat.kind());
  }

  /** Leases, rests, and what has been in hand: time in which nobody was heard is none of it. */
  Decision missed(DreamState state, Duration time, Instant now) {
    if (state.open().stream().allMatch(OpenWork::waits)) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    dream.open.replaceAll(work -> work.without(time));
    return dream.decision();
  }

  Decision tick(DreamState state, JobEvent.Tick tick, Instant now) {
    boolean runs = !state.shown().status().terminal();
    Problem desertion = runs ? placement.desertion(state, tick, now) : null;
    if (desertion != null) {
      Draft dream = new Draft(state, now);
      Setbacks.fail(dream, desertion);
      deletion.proceed(dream);
      return dream.decision();
    }
    boolean moves = runs && placement.moves(state, tick.kinds(), now);
    List<OpenWork> due = state.open().stream().filter(work -> work.isDue(now)).toList();
    if (due.isEmpty() && !moves) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    dream.kind = moves ? null : dream.kind;
    for (OpenWork work : due) {
      if (!dream.status.terminal() || work.deletes()) {
        due(dream, work, tick);
      } else {
        dream.open.remove(work);
      }
    }
    deletion.proceed(dream);
    return dream.open.equals(state.open()) && !moves ? unchanged(state) : dream.decision();
  }

  private void due(Draft dream, OpenWork work, JobEvent.Tick tick) {
    if (work.rests()) {
      dispatch.again(dream, work);
    } else if (placement.strays(dream, work, tick.kinds())) {
      dispatch.instead(dream, work);
    } else if (patience.overtime(work, Pace.expected(dream, work), dream.now)) {
      setbacks.besides(dream, work);
    } else if (work.holder() != null || lost(work, tick)) {
      setbacks.lapsed(dream, work);
    }
  }

  /**
   * Work in nobody's hands waits behind other work or for the first who can do it, however long
   * that takes: no fault of its own, unless those who could do it are idle all the while.
   */
  private static boolean lost(OpenWork work, JobEvent.Tick tick) {
    return work.isTile() ? tick.kinds().idle().contains(work.kind()) : tick.idleStorage();
  }

  /**
   * Sends out at once what did not go out. A deletion goes out as its next attempt, for a broker
   * may have taken what it did not acknowledge: the answer to such a copy must not count.
   */
  Decision unsent(DreamState state, JobEvent.Unsent unsent, Instant now) {
    List<OpenWork> missing =
        state.open().stream()
            .filter(work -> work.dispatched() && work.holder() == null)
            .filter(work -> unsent.tasks().contains(work.id()))
            .filter(work -> !state.shown().status().terminal() || work.deletes())
            .toList();
    if (missing.isEmpty()) {
      return unchanged(state);
    }
    Draft dream = new Draft(state, now);
    for (OpenWork work : missing) {
      OpenWork next = work.deletes() ? work.failed(OpenWork.NOBODY, now) : work;
      dream.open.set(dream.open.indexOf(work), next);
      dispatch.instead(dream, next);
    }
    return dream.decision();
  }

  private static Decision unchanged(DreamState state) {
    return new Decision(state, List.of());
  }
}

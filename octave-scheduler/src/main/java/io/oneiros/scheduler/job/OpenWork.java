package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of work that has no answer yet.
 *
 * @param id of its latest attempt
 * @param dispatched whether that attempt is out; if not, it waits to be sent, or rests after a
 *     failure
 * @param due when the lease passes, or the rest is over; null while it waits, which takes as long
 *     as it takes
 * @param holder the worker or storage instance that was last heard to work on it, or null
 * @param since when somebody was first heard to work on it; null while nobody was
 * @param failedBy who failed an attempt, one entry a failure; {@link #NOBODY} where a lease passed
 *     and nobody had shown up with it
 * @param kind of device whose workers it is out to; null for storage, and while it is not out
 */
public record OpenWork(
    TaskId id,
    boolean dispatched,
    Instant due,
    String holder,
    Instant since,
    List<String> failedBy,
    String kind) {
  static final String NOBODY = "";

  public OpenWork {
    failedBy = List.copyOf(failedBy);
  }

  /** New, and to be sent. */
  static OpenWork of(TaskId id) {
    return new OpenWork(id, false, null, null, null, List.of(), null);
  }

  /** Whether it is to be sent as soon as there is room. */
  public boolean waits() {
    return !dispatched && due == null;
  }

  /** Whether it rests after a failure. */
  public boolean rests() {
    return !dispatched && due != null;
  }

  boolean isTile() {
    return id.kind() == TaskId.Kind.TILE;
  }

  boolean deletes() {
    return id.kind().deletes();
  }

  boolean isDue(Instant now) {
    return due != null && !now.isBefore(due);
  }

  /** To be sent, again. */
  OpenWork waiting() {
    return new OpenWork(id, false, null, null, null, failedBy, null);
  }

  /** Out where it was out before, or to storage; nobody was heard to have it. */
  OpenWork out(Instant due) {
    return out(kind, due);
  }

  OpenWork out(String kind, Instant due) {
    return new OpenWork(id, true, due, null, null, failedBy, kind);
  }

  OpenWork heldBy(String name, Instant now, Instant due) {
    Instant first = since == null ? now : since;
    return new OpenWork(id, dispatched, due, name, first, failedBy, kind);
  }

  /** The same, of which that time is not to count. */
  OpenWork without(Duration time) {
    return new OpenWork(
        id,
        dispatched,
        due == null ? null : due.plus(time),
        holder,
        since == null ? null : since.plus(time),
        failedBy,
        kind);
  }

  /** The next attempt, once it may fare better; that this one did not is nobody's failure. */
  OpenWork postponed(Instant due) {
    return new OpenWork(id.withAttempt(id.attempt() + 1), false, due, null, null, failedBy, null);
  }

  /** The next attempt, resting until {@code due}; of many failures only the last are kept. */
  OpenWork failed(String by, Instant due) {
    int kept = Math.min(failedBy.size(), Patience.ATTEMPTS - 1);
    List<String> names = new ArrayList<>(failedBy.subList(failedBy.size() - kept, failedBy.size()));
    names.add(by);
    return new OpenWork(id.withAttempt(id.attempt() + 1), false, due, null, null, names, null);
  }
}

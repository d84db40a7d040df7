package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of work that has no answer yet.
 *
 * @param id of its latest attempt
 * @param dispatched whether that attempt is out; if not, it rests after a failure
 * @param due when the lease passes, or the rest is over
 * @param holder the worker or storage instance that was last heard to work on it, or null
 * @param failedBy who failed an attempt, one entry a failure; {@link #NOBODY} where a lease passed
 *     and nobody had shown up with it
 */
public record OpenWork(
    TaskId id, boolean dispatched, Instant due, String holder, List<String> failedBy) {
  static final String NOBODY = "";

  public OpenWork {
    failedBy = List.copyOf(failedBy);
  }

  static OpenWork out(TaskId id, Instant due) {
    return new OpenWork(id, true, due, null, List.of());
  }

  OpenWork out(Instant due) {
    return new OpenWork(id, true, due, null, failedBy);
  }

  OpenWork heldBy(String name, Instant due) {
    return new OpenWork(id, dispatched, due, name, failedBy);
  }

  /** The next attempt, once it may fare better; that this one did not is nobody's failure. */
  OpenWork postponed(Instant due) {
    return new OpenWork(id.withAttempt(id.attempt() + 1), false, due, null, failedBy);
  }

  /** The next attempt, resting until {@code due}; of many failures only the last are kept. */
  OpenWork failed(String by, Instant due) {
    int kept = Math.min(failedBy.size(), Patience.ATTEMPTS - 1);
    List<String> names = new ArrayList<>(failedBy.subList(failedBy.size() - kept, failedBy.size()));
    names.add(by);
    return new OpenWork(id.withAttempt(id.attempt() + 1), false, due, null, names);
  }
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.Problem;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What can happen to a dream. */
public sealed interface JobEvent {
  /**
   * @param trace the traceparent of what comes of it; null for none
   */
  record Requested(Request request, String trace) implements JobEvent {
    public Requested(Request request) {
      this(request, null);
    }
  }

  record Answered(Result.OfTask result) implements JobEvent {}

  /**
   * A worker or storage instance lives and works on these tasks of the dream.
   *
   * @param kind of the worker's device; null for storage
   */
  record Beat(String worker, String kind, List<TaskId> busy) implements JobEvent {
    public Beat {
      busy = List.copyOf(busy);
    }
  }

  /** There is room for one more tile with the workers of a kind of device. */
  record Room(String kind) implements JobEvent {}

  /**
   * Time has passed.
   *
   * @param idleStorage whether every storage instance has waited for a task for some time, so that
   *     a storage task nobody holds is lost rather than queued
   * @param storageHeard when an instance of storage was last heard, or could have been and was not
   */
  record Tick(Kinds kinds, boolean idleStorage, Instant storageHeard) implements JobEvent {}

  /**
   * Time has passed in which the scheduler heard nobody, or its clock was set: no lease is to pass
   * for that.
   *
   * @param time by which the clock went on; less than zero where it was set back
   */
  record Missed(Duration time) implements JobEvent {}

  /** These tasks did not go out, and are to. */
  record Unsent(List<TaskId> tasks) implements JobEvent {
    public Unsent {
      tasks = List.copyOf(tasks);
    }
  }

  /** The scheduler has started again and does not know what became of its last messages. */
  record Restarted() implements JobEvent {}

  /** The scheduler itself could not go on with the dream. */
  record Broken(Problem problem) implements JobEvent {}
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.Problem;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import java.util.List;

/** What can happen to a dream. */
public sealed interface JobEvent {
  record Requested(Request request) implements JobEvent {}

  record Answered(Result.OfTask result) implements JobEvent {}

  /** A worker or storage instance lives and works on these tasks of the dream. */
  record Beat(String worker, List<TaskId> busy) implements JobEvent {
    public Beat {
      busy = List.copyOf(busy);
    }
  }

  /**
   * Time has passed.
   *
   * @param idleWorker whether a worker has waited for a tile for some time, so that a tile nobody
   *     holds is lost rather than queued
   * @param idleStorage the same of every storage instance and a storage task
   */
  record Tick(boolean idleWorker, boolean idleStorage) implements JobEvent {}

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

package io.oneiros.scheduler.stream;

import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;

/**
 * Sends tasks out, at once and outside the transaction that the scheduler's state is in: in it, a
 * round would wait for a commit, and the markers of transactions stall the queue's readers. A task
 * may thus go out twice, which accepting each work once mends. One that does not go out is
 * reported; one that gets lost on its way goes out again once its lease has passed and those who
 * could do it are idle.
 */
public interface Dispatcher {
  /**
   * @param kind of device whose workers are to have it
   */
  void tile(String kind, TileTask task, Failures failures);

  void storage(StorageTask task, Failures failures);

  /** Hears of tasks that did not go out; from any thread, even while they are being sent. */
  interface Failures {
    void unsent(TaskId task, Exception why);
  }
}

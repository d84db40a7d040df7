package io.oneiros.scheduler.stream;

import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;

/**
 * Sends tasks out, at once and outside the transaction that the scheduler's state is in: in it, a
 * round would wait for a commit, and the markers of transactions stall the queue's readers. A task
 * may thus go out twice, or get lost: leases mend the one, accepting each work once the other.
 */
public interface Dispatcher {
  void tile(TileTask task);

  void storage(StorageTask task);
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;

/**
 * The end of all that a dream owns. Storage deletes it once the latest attempt of each task that is
 * out has been answered, or its lease has passed. An earlier attempt is not waited for: where a
 * worker still has one in hand, its one delta may outlive the deletion, under a key that nothing
 * reads. Deleting is work like any other, only that it is never given up; the dream is forgotten
 * after it, not before.
 */
final class Deletion {
  private final Patience patience;
  private final Dispatch dispatch;

  Deletion(Patience patience, Dispatch dispatch) {
    this.patience = patience;
    this.dispatch = dispatch;
  }

  /** Of a dream that has ended; what is out gets a last lease, which heartbeats renew. */
  void begin(Draft dream) {
    dream.deleting = true;
    dream.show();
    dream.open.replaceAll(work -> work.out(dream.now.plus(patience.notice())));
    proceed(dream);
  }

  /** After an answer, or a lease that has passed. */
  void proceed(Draft dream) {
    if (dream.deleting && dream.open.isEmpty()) {
      dispatch.open(dream, dream.task(TaskId.Kind.DELETE, 0));
    }
  }

  /** Storage has done it. */
  Decision done(Draft dream) {
    if (dream.forget) {
      return dream.forgotten();
    }
    dream.deleting = false;
    dream.show();
    return dream.decision();
  }
}

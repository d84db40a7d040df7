package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;

/**
 * The end of what a dream owns. Once it has completed or failed, all that was made on the way is
 * discarded; once it is cancelled or forgotten, everything is deleted. Storage deletes it once the
 * latest attempt of each task that is out has been answered, or its lease has passed. An earlier
 * attempt is not waited for: where a worker still has one in hand, its one delta may outlive the
 * deletion, under a key that nothing reads. Deleting is work like any other, only that it is never
 * given up; the dream is forgotten after it, not before.
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
    dream.preview = null;
    dream.show();
    // Nobody has in hand what rests after a failure.
    dream.open.removeIf(OpenWork::rests);
    dream.open.replaceAll(work -> work.out(dream.now.plus(patience.notice())));
    proceed(dream);
  }

  /** Of a dream that may have ended, after an answer or a lease that has passed. */
  void proceed(Draft dream) {
    if (dream.status.terminal() && dream.open.isEmpty()) {
      dispatch.open(
          dream, dream.task(dream.deleting ? TaskId.Kind.DELETE : TaskId.Kind.DISCARD, 0));
    }
  }

  /** Storage has done that work. */
  Decision done(Draft dream, TaskId.Kind work) {
    if (work == TaskId.Kind.DISCARD) {
      if (dream.deleting) {
        proceed(dream);
      }
      return dream.decision();
    }
    if (dream.forget) {
      return dream.forgotten();
    }
    dream.deleting = false;
    dream.show();
    return dream.decision();
  }
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;

/** Sends work out, and sends it out again. */
final class Dispatch {
  private final Patience patience;

  Dispatch(Patience patience) {
    this.patience = patience;
  }

  /** New work. */
  void open(Draft dream, TaskId id) {
    dream.open.add(OpenWork.out(id, dream.now.plus(patience.lease(id.attempt()))));
    count(dream, id);
    send(dream, id);
  }

  /** The same attempt once more, with a fresh lease. */
  void again(Draft dream, OpenWork work) {
    count(dream, work.id());
    instead(dream, work);
  }

  /** The same again, for one that did not go out: it counts once. */
  void instead(Draft dream, OpenWork work) {
    TaskId id = work.id();
    dream.open.set(
        dream.open.indexOf(work), work.out(dream.now.plus(patience.lease(id.attempt()))));
    send(dream, id);
  }

  private static void count(Draft dream, TaskId id) {
    if (id.kind() == TaskId.Kind.TILE) {
      dream.progress = Tally.attempt(dream.progress);
    }
  }

  private static void send(Draft dream, TaskId id) {
    dream.tell(
        id.kind() == TaskId.Kind.TILE
            ? new Effect.DispatchTile(Messages.tile(dream, id))
            : new Effect.DispatchStorage(Messages.storage(dream, id)));
  }
}

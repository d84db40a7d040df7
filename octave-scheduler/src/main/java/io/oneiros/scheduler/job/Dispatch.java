package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;

/** Sends work out, and sends it out again: a tile once there is room, all else at once. */
final class Dispatch {
  private final Patience patience;

  Dispatch(Patience patience) {
    this.patience = patience;
  }

  /** New work. */
  void open(Draft dream, TaskId id) {
    OpenWork work = OpenWork.of(id);
    dream.open.add(work);
    again(dream, work);
  }

  /** The same attempt once more, with a fresh lease. */
  void again(Draft dream, OpenWork work) {
    if (work.isTile()) {
      dream.progress = Tally.attempt(dream.progress);
    }
    instead(dream, work);
  }

  /** The same again, for one that did not go out: it counts once. */
  void instead(Draft dream, OpenWork work) {
    if (work.isTile()) {
      replace(dream, work, work.waiting());
    } else {
      replace(dream, work, work.out(dream.now.plus(patience.lease(work))));
      dream.tell(new Effect.DispatchStorage(Messages.storage(dream, work.id())));
    }
  }

  /** There is room: a tile goes to the workers of a kind. */
  void tile(Draft dream, OpenWork work, String kind) {
    OpenWork out = out(dream, work, kind);
    dream.tell(
        new Effect.DispatchTile(kind, Messages.tile(dream, work.id()), Pace.expected(dream, out)));
  }

  /** A tile counts as being out, with a fresh lease. */
  OpenWork out(Draft dream, OpenWork work, String kind) {
    OpenWork out = work.out(kind, dream.now.plus(patience.lease(work)));
    replace(dream, work, out);
    Placement.on(dream, kind);
    return out;
  }

  private static void replace(Draft dream, OpenWork work, OpenWork by) {
    dream.open.set(dream.open.indexOf(work), by);
  }
}

package io.oneiros.scheduler.job;

import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;

/**
 * What a dream that goes on needs no more. Storage is told once, and nobody waits for it: what is
 * missed is discarded with everything else when the dream has ended ({@link Deletion}). A task that
 * is still out, an attempt too many, finds nothing to read and writes nothing.
 */
final class Leftovers {
  private Leftovers() {}

  /** The round's deltas and the canvas that it read; the next version of that is written. */
  static void ofRound(Draft dream) {
    discard(dream, ObjectKeys.round(dream.id, dream.incarnation(), dream.octave, dream.round));
  }

  /** The octave's canvases; the next octave's is written. The coarsest photo is kept for looks. */
  static void ofOctave(Draft dream) {
    discard(
        dream,
        dream.octave == 0
            ? ObjectKeys.round(dream.id, dream.incarnation(), 0, dream.round)
            : ObjectKeys.octave(dream.id, dream.incarnation(), dream.octave));
  }

  private static void discard(Draft dream, String prefix) {
    TaskId id = dream.task(TaskId.Kind.DISCARD, 0);
    dream.tell(new Effect.DispatchStorage(new StorageTask.Discard(id, prefix)));
  }
}

package io.oneiros.storage;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.StorageTask;

/** Deletes what a dream needs no more: of what was made on the way to its picture, nothing else. */
record Discard(ObjectStore objects) {
  /**
   * @throws ProblemException {@code internal} if the task is about anything else
   */
  void run(StorageTask.Discard task) {
    String own = ObjectKeys.incarnation(task.id().dream(), task.id().incarnation());
    if (task.prefix() == null || !task.prefix().startsWith(own)) {
      throw new ProblemException(
          ProblemCode.INTERNAL, "'%s' is not below '%s'.".formatted(task.prefix(), own));
    }
    objects.deletePrefix(task.prefix());
  }
}

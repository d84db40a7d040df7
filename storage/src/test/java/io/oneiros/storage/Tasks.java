package io.oneiros.storage;

import io.oneiros.contract.Limits;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.spec.Finish;
import java.util.List;

/** Storage's tasks for a dream of two octaves and one round. */
record Tasks(String dream) {
  static final Size COARSE = new Size(214, 143);
  static final Size FINE = new Size(300, 200);
  static final int FEATHER = 32;
  static final String INCARNATION = "k3";

  TaskId id(TaskId.Kind kind) {
    return new TaskId(dream, INCARNATION, 0, 0, kind, 0, 1);
  }

  StorageTask.Ingest ingest() {
    return new StorageTask.Ingest(
        id(TaskId.Kind.INGEST), ObjectKeys.upload(dream), null, null, Recipes.of(""));
  }

  StorageTask.Reassemble reassemble(Piece... pieces) {
    return new StorageTask.Reassemble(
        id(TaskId.Kind.REASSEMBLE),
        ObjectKeys.canvas(dream, INCARNATION, 0, 0),
        ObjectKeys.canvas(dream, INCARNATION, 0, 1),
        COARSE,
        COARSE.whole(),
        1,
        FEATHER,
        List.of(pieces));
  }

  /** Of the whole fine octave. */
  StorageTask.Reinject reinject() {
    return new StorageTask.Reinject(
        id(TaskId.Kind.REINJECT),
        ObjectKeys.canvas(dream, INCARNATION, 0, 1),
        ObjectKeys.source(dream, INCARNATION, 0),
        COARSE,
        ObjectKeys.source(dream, INCARNATION, 1),
        FINE,
        ObjectKeys.canvas(dream, INCARNATION, 1, 0),
        FINE.whole(),
        null,
        ObjectKeys.preview(dream, INCARNATION, 0));
  }

  StorageTask.Export export(String upload) {
    return new StorageTask.Export(
        id(TaskId.Kind.EXPORT),
        ObjectKeys.canvas(dream, INCARNATION, 1, 0),
        FINE,
        ObjectKeys.image(dream),
        ObjectKeys.source(dream, INCARNATION, 1),
        upload,
        Finish.NONE.checked(Limits.DEFAULTS),
        ObjectKeys.preview(dream, INCARNATION, 1));
  }
}

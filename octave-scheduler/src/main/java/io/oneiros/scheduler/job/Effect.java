package io.oneiros.scheduler.job;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import java.time.Duration;

/** What is to be told, and to whom. */
public sealed interface Effect {
  /**
   * @param kind of device whose workers are to have it
   * @param expected how long it should compute; null where nothing tells
   */
  record DispatchTile(String kind, TileTask task, Duration expected) implements Effect {
    /** Pixels times steps. */
    public long work() {
      return task.core().pixels() * task.shifts().size();
    }
  }

  record DispatchStorage(StorageTask task) implements Effect {}

  /**
   * @param webhook to be told of it too; null for none
   */
  record Publish(DreamEvent event, String webhook) implements Effect {}

  record Show(DreamSnapshot snapshot) implements Effect {}

  /**
   * An octave's last round is over: told to nobody outside, for that waits for its preview.
   *
   * @param seconds from the octave's begin
   */
  record OctaveDreamed(String dream, double seconds) implements Effect {}

  /** Nothing of the dream is left: it is to be seen no more. */
  record Forget(String dream) implements Effect {}

  /**
   * @param key the task's id, or the dream's where a request is refused
   */
  record Bury(String key, DeadLetter letter) implements Effect {}
}

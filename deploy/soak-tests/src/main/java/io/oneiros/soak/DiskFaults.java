package io.oneiros.soak;

import java.nio.file.Path;
import java.time.Duration;

/** Faults of the disk that storage works on. */
final class DiskFaults {
  private DiskFaults() {}

  /** No storage finds room for a temporary file. */
  static Fault fullTemp(Duration time) {
    return stage -> {
      Path temp = stage.house().temp();
      long since = System.nanoTime();
      try (FullFolder full = FullFolder.over(temp)) {
        stage.note(full.how());
        stage.awaitTime(since, time);
      }
      stage.wasAway(since);
      stage.awaitRecovery("room again");
    };
  }
}

package io.oneiros.storage;

import io.oneiros.contract.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks that are being done right now. Thread-safe. */
@ApplicationScoped
class InHand {
  private final Map<TaskId, Instant> since = new ConcurrentHashMap<>();

  /** False if it is in hand already. */
  boolean take(TaskId task, Instant now) {
    return since.putIfAbsent(task, now) == null;
  }

  void done(TaskId task) {
    since.remove(task);
  }

  /** Those that were taken at most {@code hang} ago: what takes longer is not vouched for. */
  List<TaskId> tasks(Duration hang, Instant now) {
    return since.entrySet().stream()
        .filter(task -> !task.getValue().plus(hang).isBefore(now))
        .map(Map.Entry::getKey)
        .toList();
  }
}

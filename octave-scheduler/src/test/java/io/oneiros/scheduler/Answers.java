package io.oneiros.scheduler;

import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import java.util.Objects;
import java.util.stream.IntStream;

/** What workers and storage would answer, for pictures that nobody paints. */
public record Answers(Size picture) {
  public static final String WORKER = "worker-1";
  public static final String KIND = "cpu";

  /** Statistics follow from the work, not from the attempt, as a real worker's do. */
  public static Result.TileDreamed to(TileTask task) {
    return to(task, KIND);
  }

  /** By a worker of that kind. */
  public static Result.TileDreamed to(TileTask task, String kind) {
    TaskId id = task.id();
    String sha = "sha-" + id.octave() + "-" + id.round() + "-" + id.index();
    return new Result.TileDreamed(
        id,
        WORKER,
        task.output() + "-" + sha,
        sha,
        IntStream.range(0, task.shifts().size()).mapToObj(step -> statistics(task, step)).toList(),
        0.5,
        KIND,
        kind);
  }

  private static StepStatistics statistics(TileTask task, int step) {
    TaskId id = task.id();
    long count = 3 * task.core().pixels();
    int salt = Objects.hash(id.octave(), id.round(), id.index(), step) * 0x9E3779B9 >>> 16;
    return new StepStatistics(count * (1 + salt / 65536.0) * 1e-3, 1, 0, count);
  }

  public Result.OfTask to(StorageTask task) {
    if (task instanceof StorageTask.Ingest ingest) {
      return new Result.Ingested(task.id(), ingest.recipe().sizes(picture), null);
    }
    if (task instanceof StorageTask.Export export) {
      return new Result.Exported(
          task.id(), export.output(), 1234, "sha-of-image", 12.5, export.preview());
    }
    if (task instanceof StorageTask.Reinject reinject) {
      return new Result.Stored(task.id(), reinject.preview());
    }
    return new Result.Stored(task.id());
  }
}

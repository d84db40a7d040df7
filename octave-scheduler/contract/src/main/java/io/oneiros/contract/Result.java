package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Topic {@code dream.results}: from workers and storage to the scheduler. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Result.TileDreamed.class, name = "tile-dreamed"),
  @JsonSubTypes.Type(value = Result.Ingested.class, name = "ingested"),
  @JsonSubTypes.Type(value = Result.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = Result.Exported.class, name = "exported"),
  @JsonSubTypes.Type(value = Result.TaskFailed.class, name = "task-failed"),
  @JsonSubTypes.Type(value = Result.DeltaDamaged.class, name = "delta-damaged"),
  @JsonSubTypes.Type(value = Result.WorkerHeartbeat.class, name = "worker-heartbeat"),
  @JsonSubTypes.Type(value = Result.StorageHeartbeat.class, name = "storage-heartbeat")
})
public sealed interface Result {

  /** A result of a task, as opposed to a sign of life. */
  sealed interface OfTask extends Result {
    TaskId task();
  }

  /**
   * A tile is dreamed and its delta is in the store.
   *
   * @param statistics one for each step
   * @param seconds the engine was busy
   * @param device what computed it, such as {@code cpu-amd-epyc-26-2-avx512-bf16-float32}: the
   *     kind, but for the executor where the objective asks for a simpler one
   * @param kind of the worker, by which tiles are sent to it; null from an older one
   */
  record TileDreamed(
      TaskId task,
      String worker,
      String delta,
      String sha256,
      List<StepStatistics> statistics,
      double seconds,
      String device,
      String kind)
      implements OfTask {
    public TileDreamed {
      statistics = List.copyOf(statistics);
    }
  }

  /**
   * The source pyramid is written.
   *
   * @param sizes from coarse to fine
   * @param guide the guide's size; null where there is none
   */
  record Ingested(TaskId task, List<Size> sizes, @Nullable Size guide) implements OfTask {
    public Ingested {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * A region is reassembled or re-injected, or a dream's objects are deleted.
   *
   * @param preview object key of the preview that was asked for; null where none was, and from
   *     storage that is older than previews
   */
  record Stored(TaskId task, @Nullable String preview) implements OfTask {
    public Stored(TaskId task) {
      this(task, null);
    }
  }

  /**
   * The picture is exported.
   *
   * @param change mean distance from the source over all its values, in units of 1/255
   * @param preview as of {@link Stored}
   */
  record Exported(
      TaskId task, String image, long bytes, String sha256, double change, @Nullable String preview)
      implements OfTask {}

  /**
   * A task could not be done.
   *
   * @param by which worker or storage instance
   * @param retryable whether another attempt may fare better
   */
  record TaskFailed(TaskId task, String by, Problem problem, boolean retryable) implements OfTask {}

  /**
   * A region could not be reassembled, for a tile's delta is missing or not the one that was
   * accepted: no other attempt at the region will do, only another one at the tile.
   *
   * @param by which storage instance
   * @param delta its object key
   */
  record DeltaDamaged(TaskId task, String by, String delta, Problem problem) implements OfTask {}

  /**
   * A worker's sign of life, one for each kind of device that it has.
   *
   * @param slots tiles it can take at a time on devices of that kind
   * @param busy tiles it is working on there: their leases are renewed
   * @param device the kind: {@link Topics#tiles} for it is where the worker takes tiles from
   * @param models ids of the networks that are loaded there
   */
  record WorkerHeartbeat(
      String worker, int slots, List<TaskId> busy, String device, List<String> models)
      implements Result {
    public WorkerHeartbeat {
      busy = List.copyOf(busy);
      // Older workers say nothing of these.
      models = models == null ? List.of() : List.copyOf(models);
    }
  }

  /**
   * A storage instance's sign of life.
   *
   * @param slots tasks it can do at a time
   * @param busy tasks it is doing: their leases are renewed
   */
  record StorageHeartbeat(String by, int slots, List<TaskId> busy) implements Result {
    public StorageHeartbeat {
      busy = List.copyOf(busy);
    }
  }
}

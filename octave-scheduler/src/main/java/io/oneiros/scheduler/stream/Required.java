package io.oneiros.scheduler.stream;

import io.oneiros.contract.Problem;
import io.oneiros.contract.Result;

/** What every version says of a result: without it nobody could act upon it. */
final class Required {
  private Required() {}

  /**
   * @throws IllegalArgumentException naming what it does not say
   */
  static void check(Result result) {
    if (result instanceof Result.OfTask answer) {
      require("task", answer.task());
    }
    if (result instanceof Result.TileDreamed tile) {
      require("worker", tile.worker());
      require("delta", tile.delta());
      require("sha256", tile.sha256());
    } else if (result instanceof Result.Exported exported) {
      require("image", exported.image());
      require("sha256", exported.sha256());
    } else if (result instanceof Result.TaskFailed failure) {
      require("by", failure.by());
      problem(failure.problem());
    } else if (result instanceof Result.DeltaDamaged damage) {
      require("by", damage.by());
      require("delta", damage.delta());
      problem(damage.problem());
    } else if (result instanceof Result.WorkerHeartbeat beat) {
      require("worker", beat.worker());
    } else if (result instanceof Result.StorageHeartbeat beat) {
      require("by", beat.by());
    }
  }

  private static void problem(Problem problem) {
    require("problem", problem);
    require("problem.code", problem.code());
    require("problem.detail", problem.detail());
  }

  private static void require(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException("it has no '%s'".formatted(name));
    }
  }
}

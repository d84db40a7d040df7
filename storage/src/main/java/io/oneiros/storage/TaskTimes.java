package io.oneiros.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Supplier;

/** The metric {@code oneiros.storage.tasks}: how long tasks take, by kind and outcome. */
@ApplicationScoped
class TaskTimes {
  private static final String NAME = "oneiros.storage.tasks";

  private final MeterRegistry registry;

  TaskTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  Result.OfTask measured(StorageTask task, Supplier<Result.OfTask> work) {
    Timer.Sample sample = Timer.start(registry);
    Result.OfTask result = work.get();
    String kind = task.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    boolean failed = result instanceof Result.TaskFailed || result instanceof Result.DeltaDamaged;
    String outcome = failed ? "failed" : "done";
    sample.stop(registry.timer(NAME, "kind", kind, "outcome", outcome));
    return result;
  }
}

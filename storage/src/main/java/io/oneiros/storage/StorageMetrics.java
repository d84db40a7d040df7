package io.oneiros.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.traces.WorkTimes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What storage tells of itself as metrics; docs/reference/metrics.md lists them. */
@Singleton
class StorageMetrics {
  private static final String TASK = "oneiros.storage.task";
  private static final String SLOTS = "oneiros.storage.slots";
  private static final String BUSY = "oneiros.storage.slots.busy";
  private static final String DEAD_LETTERS = "oneiros.dead.letters";

  private final MeterRegistry registry;
  private final Counter deadLetters;

  StorageMetrics(
      MeterRegistry registry,
      InHand inHand,
      StorageConfig config,
      @ConfigProperty(name = "smallrye.messaging.worker.storage.max-concurrency") int slots) {
    this.registry = registry;
    Gauge.builder(SLOTS, () -> slots)
        .description("Storage tasks that this instance does at a time")
        .strongReference(true)
        .register(registry);
    Gauge.builder(BUSY, () -> inHand.tasks(config.hang(), Instant.now()).size())
        .description("Storage tasks in hand")
        .strongReference(true)
        .register(registry);
    deadLetters =
        Counter.builder(DEAD_LETTERS)
            .description("Messages and work that were given up, by what was wrong")
            .tag("code", ProblemCode.INVALID_MESSAGE.code())
            .register(registry);
  }

  Result.OfTask measured(StorageTask task, Supplier<Result.OfTask> work) {
    Timer.Sample sample = Timer.start(registry);
    Result.OfTask result = work.get();
    boolean failed = result instanceof Result.TaskFailed || result instanceof Result.DeltaDamaged;
    sample.stop(
        Timer.builder(TASK)
            .description("Storage tasks, from taken to done")
            .tag("operation", task.getClass().getSimpleName().toLowerCase(Locale.ROOT))
            .tag("outcome", failed ? "failed" : "done")
            .serviceLevelObjectives(WorkTimes.bounds())
            .register(registry));
    return result;
  }

  void deadLetter() {
    deadLetters.increment();
  }
}

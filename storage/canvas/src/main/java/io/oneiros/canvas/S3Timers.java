package io.oneiros.canvas;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/**
 * The metric {@code oneiros_s3_request_seconds}: how long the object store takes to begin its
 * answer, by operation and outcome. Needs Micrometer, which the services bring along.
 */
public final class S3Timers implements S3Observer {
  private static final String NAME = "oneiros.s3.request";

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;

  public S3Timers(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void asked(Operation operation, Outcome outcome, Duration time) {
    Timer.builder(NAME)
        .description("Requests to the object store, until the answer began")
        .tag("operation", operation.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(time);
  }
}

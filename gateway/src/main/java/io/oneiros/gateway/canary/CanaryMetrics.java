package io.oneiros.gateway.canary;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How the canary fares, as metrics; they are there only where it flies. */
final class CanaryMetrics {
  private static final String DREAM = "oneiros.canary";
  private static final String FAILURES = "oneiros.canary.failures";
  private static final String LAST = "oneiros.canary.last.success.timestamp";

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Timer dream;
  private final Counter failures;
  private volatile long lastSuccess;

  CanaryMetrics(MeterRegistry registry) {
    dream =
        Timer.builder(DREAM)
            .description(
                "The canary's dream, from posted to completed; of a gateway that has one (oneiros.gateway.canary)")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    failures =
        Counter.builder(FAILURES)
            .description(
                "Dreams of the canary, where there is one, that were refused, failed or came too late")
            .register(registry);
    TimeGauge.builder(LAST, () -> lastSuccess, TimeUnit.MILLISECONDS)
        .description(
            "When the last dream of the canary, where there is one, completed, since 1970; 0 for never")
        .strongReference(true)
        .register(registry);
  }

  void completed(Duration time, Instant now) {
    dream.record(time);
    lastSuccess = now.toEpochMilli();
  }

  void failed() {
    failures.increment();
  }
}

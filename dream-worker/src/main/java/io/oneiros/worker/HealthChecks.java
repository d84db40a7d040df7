package io.oneiros.worker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Started once its devices were seen to compute right; ready while broker and bucket can be
 * reached; alive while no step hangs. A broker that is away is no reason to be started again.
 */
@ApplicationScoped
class HealthChecks {
  private static final int MISSED_BEATS = 5;
  private static final Duration LEAST_SILENCE = Duration.ofSeconds(10);

  private final Vitals vitals;
  private final WorkerSettings settings;

  HealthChecks(Vitals vitals, WorkerSettings settings) {
    this.vitals = vitals;
    this.settings = settings;
  }

  @Produces
  @Startup
  HealthCheck started() {
    return () -> answer("devices", begun());
  }

  @Produces
  @Readiness
  HealthCheck devices() {
    return () -> answer("devices", begun());
  }

  private Optional<String> begun() {
    return vitals.hasStarted()
        ? Optional.empty()
        : Optional.of("they are being tried and the network is being loaded");
  }

  @Produces
  @Readiness
  HealthCheck broker() {
    return () -> {
      Duration limit = settings.heartbeat().multipliedBy(MISSED_BEATS);
      Duration silence = vitals.silence();
      boolean away = silence.compareTo(limit) > 0 && silence.compareTo(LEAST_SILENCE) > 0;
      return answer(
          "broker",
          away
              ? Optional.of("it has taken no sign of life for " + silence.toSeconds() + " s")
              : Optional.empty());
    };
  }

  @Produces
  @Readiness
  HealthCheck bucket() {
    return () -> answer("object store", vitals.bucketTrouble());
  }

  @Produces
  @Liveness
  HealthCheck steps() {
    return () ->
        answer(
            "steps",
            vitals.hangs(settings.hang())
                ? Optional.of("one has been computing for more than " + settings.hang())
                : Optional.empty());
  }

  private static HealthCheckResponse answer(String name, Optional<String> trouble) {
    return trouble
        .map(why -> HealthCheckResponse.named(name).down().withData("reason", why).build())
        .orElseGet(() -> HealthCheckResponse.up(name));
  }
}

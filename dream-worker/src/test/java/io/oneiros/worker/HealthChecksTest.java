package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreSettings;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private final Vitals vitals = new Vitals();
  private final HealthChecks checks =
      new HealthChecks(
          vitals,
          new SmallRyeConfigBuilder()
              .withMapping(WorkerSettings.class)
              .withDefaultValue("oneiros.worker.hang", "5m")
              .addDiscoveredConverters()
              .build()
              .getConfigMapping(WorkerSettings.class));

  @Test
  void aWorkerThatIsBeingTriedIsAliveButNotStartedAndNotReady() {
    assertThat(checks.started().call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(checks.devices().call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(checks.steps().call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aStoreThatIsAwayMakesItNotReadyButLeavesItAlive() {
    ObjectStoreSettings nowhere =
        new ObjectStoreSettings("http://127.0.0.1:1", "key", "secret", "bucket", "us-east-1");
    try (ObjectStore objects = new ObjectStore(nowhere)) {
      vitals.started(limit -> false, objects);
      assertThat(checks.started().call().getStatus()).isEqualTo(Status.UP);
      assertThat(checks.devices().call().getStatus()).isEqualTo(Status.UP);
      assertThat(checks.bucket().call().getStatus()).isEqualTo(Status.DOWN);
      assertThat(checks.bucket().call().getData().orElseThrow()).containsKey("reason");
      assertThat(checks.steps().call().getStatus()).isEqualTo(Status.UP);
    }
  }

  @Test
  void aStepThatHangsIsNoLife() {
    ObjectStoreSettings nowhere =
        new ObjectStoreSettings("http://127.0.0.1:1", "key", "secret", "bucket", "us-east-1");
    try (ObjectStore objects = new ObjectStore(nowhere)) {
      vitals.started(limit -> limit.compareTo(Duration.ofMinutes(5)) <= 0, objects);
      assertThat(checks.steps().call().getStatus()).isEqualTo(Status.DOWN);
    }
  }
}

package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private final KafkaSettings settings =
      new KafkaSettings(
          Map.of(
              "bootstrap.servers", "kafka:9093",
              "security.protocol", "SASL_SSL",
              "sasl.jaas.config", "password",
              "group.id", "dream-worker"));

  @Test
  void whatIsSaidOfKafkaReachesTheHands() {
    assertThat(WorkerLifecycle.consumerSettings(settings, "hand-0"))
        .containsEntry("bootstrap.servers", "kafka:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "password")
        .containsEntry("group.id", "dream-workers");
  }

  @Test
  void whoAsksForNoGroupIsInNone() {
    assertThat(settings.with(Map.of("isolation.level", "read_committed")))
        .containsEntry("isolation.level", "read_committed")
        .doesNotContainKey("group.id");
  }

  @Test
  void aClientsOwnSettingCounts() {
    assertThat(settings.with(Map.of("security.protocol", "SSL")))
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void keepsSecretsToItself() {
    assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("password");
  }
}

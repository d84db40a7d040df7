package io.oneiros.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

class SettingsTest {
  /** Kafka says nothing of a setting that it does not know, and does without it. */
  @Test
  void kafkaKnowsEverySetting() {
    Properties settings = Settings.of(Path.of("kafka"), 9092, 9093);
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.stringPropertyNames());
  }
}

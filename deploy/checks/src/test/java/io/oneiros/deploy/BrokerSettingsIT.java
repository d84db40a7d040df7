package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.processes.Checkout;
import io.oneiros.processes.RealKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The brokers' settings, as Kafka itself reads them. */
class BrokerSettingsIT {
  private static final Map<String, String> OF_ANY_NODE =
      Map.of(
          "node.id", "1",
          "process.roles", "broker,controller",
          "controller.quorum.voters", "1@localhost:9093",
          "controller.listener.names", "CONTROLLER",
          "listeners", "PLAINTEXT://:9092,CONTROLLER://:9093",
          "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");

  @Test
  void kafkaTakesThoseOfTheChart() {
    Map<String, String> settings =
        Chart.manifests(Chart.valuesFile("all-in-one"))
            .ofKind("Kafka")
            .findFirst()
            .map(kafka -> Manifests.texts(kafka.at("/spec/kafka/config")))
            .orElseThrow();
    assertThat(settings).containsEntry("share.coordinator.state.topic.replication.factor", "3");
    settings.putAll(OF_ANY_NODE);
    requireKnown(settings);
  }

  @Test
  void kafkaTakesThoseOfTheComposeFile() {
    requireKnown(ofCompose());
  }

  /** They are told twice, and should be told alike. */
  @Test
  void composeAndChartSayTheSame() {
    Map<String, String> chart =
        Manifests.texts(Chart.yaml(Chart.FOLDER.resolve("files/broker.yaml")));
    assertThat(ofCompose()).containsAllEntriesOf(chart);
  }

  /** And the one broker of {@code deploy/dream} has them, as it says itself. */
  @Test
  void aRunningBrokerHasThem(@TempDir Path home) throws Exception {
    Map<String, String> chart =
        Manifests.texts(Chart.yaml(Chart.FOLDER.resolve("files/broker.yaml")));
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (RealKafka kafka = RealKafka.start(home);
        Admin admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<String, String> had =
          admin.describeConfigs(List.of(broker)).all().get().get(broker).entries().stream()
              .filter(entry -> entry.value() != null)
              .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
      assertThat(had).containsAllEntriesOf(chart);
    }
  }

  @Test
  void aTileMayBeLockedAsLongAsTheServicesAskFor() {
    Map<String, String> broker =
        Manifests.texts(Chart.yaml(Chart.FOLDER.resolve("files/broker.yaml")));
    long most = Long.parseLong(broker.get("group.share.max.record.lock.duration.ms"));
    String compose =
        Compose.variables(Compose.file().at("/services/octave-scheduler"))
            .get("ONEIROS_TOPICS_TILE_LOCK");
    assertThat(Long.parseLong(compose.replace("m", "")) * 60_000).isLessThanOrEqualTo(most);
  }

  private static Map<String, String> ofCompose() {
    return Compose.variables(Compose.file().at("/services/kafka")).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().replaceFirst("KAFKA_", "").toLowerCase().replace('_', '.'),
                Map.Entry::getValue));
  }

  private static void requireKnown(Map<String, String> settings) {
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.keySet());
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.putIfAbsent("log.dirs", Checkout.root().resolve("none").toString());
    assertThat(KafkaConfig.fromProps(properties, false).nodeId()).isEqualTo(1);
  }
}

package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.processes.Ports;
import io.oneiros.processes.RealKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics on a real broker that does not always take them. */
class TopicSetupIT {
  @TempDir Path home;

  @Test
  void brokerThatIsOutOfServiceForAMomentIsWaitedFor() throws Exception {
    // Heard of every 5 s and given up after one: four fifths of the time it takes no topic.
    Map<String, String> hardlyHeard =
        Map.of("broker.heartbeat.interval.ms", "5000", "broker.session.timeout.ms", "1000");
    try (RealKafka kafka = RealKafka.start(home, Ports.free(), hardlyHeard);
        Admin admin = admin(kafka)) {
      awaitFenced(admin);

      TopicSetup.create(admin, new NewTopic("waited-for", 1, (short) 1), Duration.ofMinutes(1));

      assertThat(admin.listTopics().names().get()).contains("waited-for");
    }
  }

  @Test
  void moreCopiesThanBrokersAreRefusedInTheEndByTheirSetting() {
    try (RealKafka kafka = RealKafka.start(home);
        Admin admin = admin(kafka)) {
      assertThatThrownBy(
              () ->
                  TopicSetup.create(
                      admin, new NewTopic("copied", 1, (short) 3), Duration.ofSeconds(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("topic copied cannot be made")
          .hasMessageContaining("oneiros.topics.replication=3");
    }
  }

  @Test
  void topicThatSomebodyElseMadeIsLeftAsItIs() throws Exception {
    try (RealKafka kafka = RealKafka.start(home);
        Admin admin = admin(kafka)) {
      admin.createTopics(List.of(new NewTopic("there", 3, (short) 1))).all().get();

      TopicSetup.create(admin, new NewTopic("there", 1, (short) 1), Duration.ofMinutes(1));

      assertThat(admin.describeTopics(List.of("there")).allTopicNames().get().get("there"))
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  private static void awaitFenced(Admin admin) throws InterruptedException {
    for (int i = 0; ; i++) {
      try {
        admin.createTopics(List.of(new NewTopic("probe-" + i, 1, (short) 1))).all().get();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(InvalidReplicationFactorException.class);
        return;
      }
      Thread.sleep(100);
    }
  }

  private static Admin admin(RealKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}

package io.oneiros.scheduler;

import io.oneiros.contract.Topic;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.stream.KafkaDispatcher;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are missing, configures the workers' share group and shows the dispatcher
 * its topics, before the streams start. May run in several schedulers at a time.
 */
@ApplicationScoped
public class TopicSetup {
  private static final Logger LOG = Logger.getLogger(TopicSetup.class);
  private static final int BEFORE_STREAMS = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> kafka;
  private final TopicSettings settings;
  private final KafkaDispatcher dispatcher;

  TopicSetup(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicSettings settings,
      KafkaDispatcher dispatcher) {
    this.kafka = kafka;
    this.settings = settings;
    this.dispatcher = dispatcher;
  }

  void run(@Observes @Priority(BEFORE_STREAMS) StartupEvent event)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      createMissing(admin);
      configureWorkers(admin);
    }
    dispatcher.awaitTopics();
  }

  private void createMissing(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing =
        Topics.ALL.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(this::newTopic)
            .toList();
    for (NewTopic topic : missing) {
      create(admin, topic, PATIENCE);
    }
  }

  /**
   * Makes it, unless somebody else just has. A broker that was too busy to be heard of takes no
   * topics until it is heard of again: it is waited for.
   *
   * @throws IllegalStateException if there are too few brokers all the while
   */
  static void create(Admin admin, NewTopic topic, Duration patience) {
    try {
      Uni.createFrom()
          .completionStage(() -> admin.createTopics(List.of(topic)).all().toCompletionStage())
          .invoke(() -> LOG.infof("Made topic %s", topic.name()))
          .onFailure(TopicExistsException.class)
          .recoverWithNull()
          .onFailure(InvalidReplicationFactorException.class)
          .retry()
          .withBackOff(PAUSE, PAUSE)
          .expireIn(patience.toMillis())
          .await()
          .indefinitely();
    } catch (IllegalStateException patienceOver) {
      throw new IllegalStateException(
          "topic %s cannot be made with oneiros.topics.replication=%d: %s"
              .formatted(
                  topic.name(),
                  topic.replicationFactor(),
                  patienceOver.getCause() == null ? patienceOver : patienceOver.getCause()),
          patienceOver);
    }
  }

  private NewTopic newTopic(Topic<?> topic) {
    return new NewTopic(topic.name(), partitions(topic), settings.replication())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted()
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE));
  }

  private int partitions(Topic<?> topic) {
    return topic == Topics.STORAGE ? settings.storagePartitions() : settings.partitions();
  }

  /**
   * A group without these would miss tiles sent before its first worker, and wait 30 s for a dead
   * one.
   */
  private void configureWorkers(Admin admin) throws ExecutionException, InterruptedException {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS);
    List<AlterConfigOp> ops =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.record.lock.duration.ms", Long.toString(settings.tileLock().toMillis())));
    admin.incrementalAlterConfigs(Map.of(group, ops)).all().get();
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }
}

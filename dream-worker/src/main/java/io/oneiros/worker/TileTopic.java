package io.oneiros.worker;

import io.oneiros.contract.Topics;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Where a worker takes its tiles from: the topic of its kind of device. */
final class TileTopic {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private TileTopic() {}

  /**
   * Makes the topic where it is missing, and sees to it that the share group reads it from its
   * beginning: tiles may be sent before the first hand has joined.
   *
   * @param replication copies of a new topic
   * @return its name
   * @throws IllegalStateException if the broker refuses
   */
  static String ensure(KafkaSettings kafka, String kind, short replication)
      throws InterruptedException {
    String name = Topics.tiles(kind).name();
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS);
    AlterConfigOp earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(kafka.settings())) {
      create(admin, new NewTopic(name, 1, replication));
      admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
      return name;
    } catch (ExecutionException | KafkaException | IllegalStateException e) {
      throw new IllegalStateException(
          "topic %s cannot be had with oneiros.topics.replication=%d: %s"
              .formatted(name, replication, e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  /**
   * A broker that was too busy to be heard of takes no topics until it is heard of again: it is
   * waited for.
   */
  private static void create(Admin admin, NewTopic topic) {
    Uni.createFrom()
        .completionStage(() -> admin.createTopics(List.of(topic)).all().toCompletionStage())
        .onFailure(TopicExistsException.class)
        .recoverWithNull()
        .onFailure(InvalidReplicationFactorException.class)
        .retry()
        .withBackOff(PAUSE, PAUSE)
        .expireIn(PATIENCE.toMillis())
        .await()
        .indefinitely();
  }
}

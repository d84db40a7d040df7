package io.oneiros.worker;

import io.oneiros.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Where a worker takes its tiles from: the topic of its kind of device. */
final class TileTopic {
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
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + name + " cannot be had: " + e.getCause(), e);
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}

package io.oneiros.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RealParts.WithS3Proxy.class, restrictToAnnotatedClass = true)
class HeartbeatsIT {
  private static final TaskId HELD = TaskId.of("heartbeats/k3/o0/r0/delete/0/a1");

  @Inject InHand inHand;
  @Inject TaskConsumer consumer;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private Conversation scheduler;

  @BeforeEach
  void takeATask() {
    scheduler = new Conversation(servers, "heartbeats");
    inHand.take(HELD, Instant.now());
  }

  @AfterEach
  void end() {
    inHand.done(HELD);
    scheduler.close();
  }

  @Test
  void everyPartitionIsToldWhatIsInHandButForWhatHangs() {
    TaskId hanging = HELD.withAttempt(2);
    inHand.take(hanging, Instant.now().minus(Duration.ofHours(1)));
    Set<Integer> partitions = new HashSet<>();
    for (int beats = 0; beats < 30 && partitions.size() < 3; beats++) {
      Map.Entry<Integer, Result.StorageHeartbeat> beat = scheduler.heartbeat();
      assertThat(beat.getValue().slots()).isEqualTo(3);
      if (!beat.getValue().busy().isEmpty()) {
        assertThat(beat.getValue().busy()).isEqualTo(List.of(HELD));
        partitions.add(beat.getKey());
      }
    }
    inHand.done(hanging);
    assertThat(partitions).hasSize(3);
  }

  @Test
  void taskThatIsInHandIsNotBegunASecondTime() {
    byte[] copy = Json.write(StorageTask.class, new StorageTask.Delete(HELD));
    // Returns when all is done that is to be done with the message.
    consumer.take(new ConsumerRecord<>(Topics.STORAGE_NAME, 0, 0, HELD.toString(), copy));

    assertThat(inHand.tasks(Duration.ofHours(1), Instant.now()))
        .as("a copy that had been begun would be done by now")
        .contains(HELD);
  }
}

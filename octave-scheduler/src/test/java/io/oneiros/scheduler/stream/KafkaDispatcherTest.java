package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaDispatcherTest {
  @Test
  void brokerThatIsAwayHoldsAStreamThreadUpForLessThanItsTransactionMayTake() throws IOException {
    Properties settings = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
      settings.load(in);
    }
    Duration transaction =
        Duration.ofMillis(
            Long.parseLong(settings.getProperty("kafka-streams.producer.transaction.timeout.ms")));
    try (KafkaDispatcher dispatcher =
        new KafkaDispatcher(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
      Instant start = Instant.now();
      dispatcher.storage(new StorageTask.Delete(TaskId.of("d/k3/o0/r0/delete/0/a1")));

      assertThat(Duration.between(start, Instant.now())).isLessThan(transaction);
    }
  }
}

package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;

class KafkaDispatcherTest {
  @Test
  void brokerThatIsAwayHoldsAStreamThreadUpOnceHoweverManyTasksAndForLessThanItsTransactionMayTake()
      throws IOException {
    List<TaskId> tasks =
        IntStream.range(0, 100)
            .mapToObj(i -> TaskId.of("d/k3/o0/r0/delete/%d/a1".formatted(i)))
            .toList();
    List<TaskId> unsent = new CopyOnWriteArrayList<>();
    List<Exception> reasons = new CopyOnWriteArrayList<>();
    try (KafkaDispatcher dispatcher =
        new KafkaDispatcher(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
      Instant start = Instant.now();
      for (TaskId task : tasks) {
        dispatcher.storage(
            new StorageTask.Delete(task),
            (id, why) -> {
              unsent.add(id);
              reasons.add(why);
            });
      }
      // How long that took is the machine's: what counts is how many of them waited for the broker.
      Duration took = Duration.between(start, Instant.now());
      long waited =
          reasons.stream().filter(why -> !why.getMessage().startsWith("a send before")).count();
      assertThat(waited).isBetween(1L, 1 + took.dividedBy(KafkaDispatcher.PAUSE));
      assertThat(Duration.ofMillis(KafkaDispatcher.MAX_BLOCK_MILLIS).multipliedBy(2))
          .isLessThan(transaction());
    }
    assertThat(unsent).isEqualTo(tasks);
    assertThat(reasons).hasOnlyElementsOfType(RetriableException.class);
  }

  private Duration transaction() throws IOException {
    Properties settings = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
      settings.load(in);
    }
    return Duration.ofMillis(
        Long.parseLong(settings.getProperty("kafka-streams.producer.transaction.timeout.ms")));
  }
}

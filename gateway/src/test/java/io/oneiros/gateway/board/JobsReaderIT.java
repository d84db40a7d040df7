package io.oneiros.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.DOWN;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.UP;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Topics;
import io.oneiros.processes.RealKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that begins late, with a real broker on which much has been told. */
class JobsReaderIT {
  private static final int DREAMS = 5000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final DreamBoard board = new DreamBoard(2 * DREAMS);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private RealKafka kafka;
  private JobsReader reader;

  @BeforeEach
  void start() {
    kafka = RealKafka.patient(folder);
    reader = new JobsReader(board, Map.of("bootstrap.servers", kafka.bootstrapServers()), meters);
  }

  @AfterEach
  void stop() throws InterruptedException {
    reader.end();
    kafka.close();
  }

  @Test
  void isReadyOnceAllIsShownThatWasToldBeforeAndStaysSo() throws Exception {
    admin(admin -> admin.createTopics(List.of(new NewTopic(Topics.JOBS_NAME, 2, (short) 1))).all());
    tell(0);

    synchronized (board) {
      reader.start(null);
      await().atMost(LONG).until(JobsReaderIT::reads);
      assertThat(reader.call().getStatus()).as("nothing is shown yet").isEqualTo(DOWN);
    }
    awaitReady();
    assertThat(board.newest(null, Integer.MAX_VALUE)).hasSize(DREAMS);

    admin(
        admin ->
            admin.createPartitions(Map.of(Topics.JOBS_NAME, NewPartitions.increaseTo(4))).all());
    tell(DREAMS);
    await().atMost(LONG).until(() -> board.newest(null, Integer.MAX_VALUE).size() == 2 * DREAMS);
    assertThat(reader.call().getStatus()).isEqualTo(UP);
  }

  @Test
  void howItReadsIsAMetricUntilItEnds() throws Exception {
    reader.start(null);
    assertThat(lags()).isNotEmpty();

    reader.end();
    assertThat(lags()).isEmpty();
  }

  private Collection<Meter> lags() {
    return meters
        .find("kafka.consumer.fetch.manager.records.lag.max")
        .tag("client.id", "kafka-consumer-jobs")
        .meters();
  }

  @Test
  void waitsForATopicThatIsMadeAfterwards() throws Exception {
    reader.start(null);
    admin(admin -> admin.createTopics(List.of(new NewTopic(Topics.JOBS_NAME, 2, (short) 1))).all());

    awaitReady();
  }

  /** Asks so often that what is known in that moment is what was known when it became ready. */
  private void awaitReady() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> reader.call().getStatus() == UP);
  }

  /** Whether the reader has something to show, for which it waits. */
  private static boolean reads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.getName().equals("jobs") && t.getState() == Thread.State.BLOCKED);
  }

  private interface Change {
    KafkaFuture<Void> on(Admin admin);
  }

  private void admin(Change change) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      change.on(admin).get();
    }
  }

  /** Of dreams with numbers from there, as a scheduler does: in a transaction, which has an end. */
  private void tell(int from) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "scheduler");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = from; i < from + DREAMS; i++) {
        DreamSnapshot dream = Snapshots.of("dream-" + i, 1, DreamStatus.COMPLETED);
        byte[] value = Json.write(DreamSnapshot.class, dream);
        producer.send(new ProducerRecord<>(Topics.JOBS_NAME, dream.id(), value));
      }
      producer.commitTransaction();
    }
  }
}

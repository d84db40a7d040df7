package io.oneiros.gateway.board;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.contract.Topics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Reads topic {@code dream.jobs} from its beginning onto the board. Every gateway reads all of it,
 * under a group of its own, and is ready once the board has what was there when it began: before,
 * it would know nothing of dreams that exist, and let in more than may be open. A record that
 * cannot be read is logged and passed over.
 *
 * <p>This is no channel, for a channel's consumer is ahead of what has been shown, by records that
 * nobody counts.
 */
@Readiness
@Singleton
class JobsReader implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(JobsReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration END = Duration.ofSeconds(1);

  private final DreamBoard board;
  private final Map<String, Object> settings;
  private final MeterRegistry meters;
  private KafkaConsumer<String, byte[]> consumer;
  private KafkaClientMetrics metrics;
  private Thread thread;

  /** Where the topic ended when this began; null while that is not known. */
  private Map<TopicPartition, Long> ends;

  private volatile boolean over;

  JobsReader(
      DreamBoard board,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry meters) {
    this.board = board;
    this.meters = meters;
    settings = new HashMap<>(kafka);
    settings.putAll(
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            "oneiros-gateway-" + UUID.randomUUID(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "kafka-consumer-jobs",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            5000));
  }

  void start(@Observes StartupEvent event) {
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    metrics = new KafkaClientMetrics(consumer);
    metrics.bindTo(meters);
    thread = new Thread(this::readOn, "jobs");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (reader, e) -> {
          LOG.fatal("dream.jobs is not read any more: this gateway ends", e);
          Quarkus.asyncExit(1);
        });
    thread.start();
  }

  @PreDestroy
  void end() throws InterruptedException {
    over = true;
    if (thread != null) {
      metrics.close();
      consumer.wakeup();
      thread.join(END.toMillis());
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("dreams known").status(board.isCaughtUp()).build();
  }

  private void readOn() {
    try (KafkaConsumer<String, byte[]> reader = consumer) {
      reader.subscribe(List.of(Topics.JOBS_NAME));
      while (!over) {
        readSome();
      }
    } catch (WakeupException | InterruptedException e) {
      LOG.debug("The gateway is stopping.");
    }
  }

  private void readSome() throws InterruptedException {
    try {
      consumer.poll(POLL).forEach(this::read);
      if (!board.isCaughtUp() && atEnd()) {
        board.caughtUp();
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("dream.jobs cannot be read, and will be tried again: %s", e);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Whether all is shown that was there; not while there is no such topic. */
  private boolean atEnd() {
    Set<TopicPartition> assigned = consumer.assignment();
    if (ends == null && !assigned.isEmpty()) {
      ends = consumer.endOffsets(assigned);
    }
    return ends != null
        && assigned.containsAll(ends.keySet())
        && ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void read(ConsumerRecord<String, byte[]> job) {
    try {
      if (job.value() == null) {
        board.forget(job.key());
      } else {
        board.show(snapshot(job));
      }
    } catch (RuntimeException e) {
      LOG.warnf("Not a snapshot: dream.jobs-%d at offset %d: %s", job.partition(), job.offset(), e);
    }
  }

  private static DreamSnapshot snapshot(ConsumerRecord<String, byte[]> job) {
    DreamSnapshot snapshot = Json.read(DreamSnapshot.class, job.value());
    if (snapshot == null || !snapshot.whole() || !snapshot.id().equals(job.key())) {
      throw new IllegalArgumentException("it is not whole, or not its key's");
    }
    return snapshot;
  }
}

package io.oneiros.scheduler.stream;

import io.oneiros.contract.Json;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An idempotent producer of its own, acknowledged by all replicas, nothing held back. A broker that
 * is away holds the caller up once; what follows fails at once for a while. Thread-safe.
 */
public final class KafkaDispatcher implements Dispatcher, AutoCloseable {
  /**
   * A stream thread that stands still for longer than its transaction may take, {@code
   * kafka-streams.producer.transaction.timeout.ms}, loses it: far less than that.
   */
  static final int MAX_BLOCK_MILLIS = 500;

  /** Several times as long as a send may block, so that a round of many tiles costs one block. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Far more than the 5 min after which a topic that is not used is forgotten. */
  private static final long METADATA_KEPT_MILLIS = Duration.ofDays(3650).toMillis();

  private final Producer<String, byte[]> producer;
  private volatile long pausedUntil = System.nanoTime();

  /**
   * @param kafka how to reach the broker
   */
  public KafkaDispatcher(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT_MILLIS);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "oneiros-dispatcher");
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Learns where the storage tasks' topic is, so that no first task waits for it. Those of the
   * tiles are made by workers, who are heard afterwards.
   *
   * @throws TimeoutException if the broker does not say within a minute
   */
  public void awaitTopics() {
    Instant end = Instant.now().plus(START_LIMIT);
    while (!knows(Topics.STORAGE_NAME)) {
      if (Instant.now().isAfter(end)) {
        throw new TimeoutException(
            "The broker did not say where %s is within %s"
                .formatted(Topics.STORAGE_NAME, START_LIMIT));
      }
    }
  }

  private boolean knows(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (RetriableException notYet) {
      return false;
    }
  }

  @Override
  public void tile(String kind, TileTask task, Failures failures) {
    byte[] json = Json.write(TileTask.class, task);
    send(Topics.tiles(kind).name(), task.id(), TileTask.class, json, failures);
  }

  @Override
  public void storage(StorageTask task, Failures failures) {
    byte[] json = Json.write(StorageTask.class, task);
    send(Topics.STORAGE_NAME, task.id(), task.getClass(), json, failures);
  }

  private void send(String topic, TaskId id, Class<?> type, byte[] value, Failures failures) {
    if (System.nanoTime() - pausedUntil < 0) {
      failures.unsent(id, new TimeoutException("a send before it could not be made"));
      return;
    }
    String key = id.toString();
    producer.send(
        new ProducerRecord<>(
            topic, null, key, value, Headers.of(key, type, id.dream(), Instant.now())),
        (metadata, failure) -> {
          if (failure instanceof RetriableException) {
            pausedUntil = System.nanoTime() + PAUSE.toNanos();
          }
          if (failure != null) {
            failures.unsent(id, failure);
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}

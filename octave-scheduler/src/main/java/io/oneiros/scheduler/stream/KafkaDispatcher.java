package io.oneiros.scheduler.stream;

import io.oneiros.contract.Json;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * An idempotent producer of its own, acknowledged by all replicas, nothing held back. A task that
 * could not be sent is logged; it goes out again when its lease passes.
 */
public final class KafkaDispatcher implements Dispatcher, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KafkaDispatcher.class);

  /**
   * A stream thread that stands still for longer than its transaction may take, {@code
   * kafka-streams.producer.transaction.timeout.ms}, loses it: far less than that.
   */
  static final int MAX_BLOCK_MILLIS = 500;

  private final Producer<String, byte[]> producer;

  /**
   * @param kafka how to reach the broker
   */
  public KafkaDispatcher(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "oneiros-dispatcher");
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void tile(TileTask task) {
    send(Topics.TILES_NAME, task.id(), TileTask.class, Json.write(TileTask.class, task));
  }

  @Override
  public void storage(StorageTask task) {
    send(Topics.STORAGE_NAME, task.id(), task.getClass(), Json.write(StorageTask.class, task));
  }

  private void send(String topic, TaskId id, Class<?> type, byte[] value) {
    String key = id.toString();
    producer.send(
        new ProducerRecord<>(
            topic, null, key, value, Headers.of(key, type, id.dream(), Instant.now())),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warnf("Task %s could not be sent: %s", key, failure.getMessage());
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}

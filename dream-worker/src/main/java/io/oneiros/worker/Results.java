package io.oneiros.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.traces.DreamTrace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes results; returns only once all replicas have them. Thread-safe. */
final class Results implements AutoCloseable {
  private static final String SOURCE = "/oneiros/dream-worker";
  private static final long TIMEOUT_SECONDS = 30;

  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics metrics;

  /**
   * @param registry where the producer's own metrics go
   */
  Results(KafkaSettings kafka, MeterRegistry registry) {
    producer =
        new KafkaProducer<>(
            kafka.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0)),
            new StringSerializer(),
            new ByteArraySerializer());
    metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  /** A result goes to the partition of its dream. */
  void publish(Result.OfTask result) throws InterruptedException {
    String dream = result.task().dream();
    byte[] value = Json.write(Result.class, result);
    send(record(Topics.RESULTS.name(), null, dream, value, result.getClass(), dream));
  }

  /** A sign of life goes to every partition: each scheduler task leases tiles of its own. */
  void publish(Result.WorkerHeartbeat heartbeat) throws InterruptedException {
    byte[] value = Json.write(Result.class, heartbeat);
    String worker = heartbeat.worker();
    for (PartitionInfo info : producer.partitionsFor(Topics.RESULTS.name())) {
      send(record(info.topic(), info.partition(), worker, value, heartbeat.getClass(), worker));
    }
  }

  void publish(String key, DeadLetter letter) throws InterruptedException {
    byte[] value = Json.write(DeadLetter.class, letter);
    send(record(Topics.DEAD_LETTERS.name(), null, key, value, DeadLetter.class, key));
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, Integer partition, String key, byte[] value, Class<?> type, String subject) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
    CloudEvent.headers(
            UUID.randomUUID().toString(),
            SOURCE,
            CloudEvent.type(type),
            subject,
            Instant.now(),
            DreamTrace.current())
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private void send(ProducerRecord<String, byte[]> record) throws InterruptedException {
    try {
      producer.send(record).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("could not publish on " + record.topic(), e);
    }
  }

  @Override
  public void close() {
    metrics.close();
    producer.close();
  }
}

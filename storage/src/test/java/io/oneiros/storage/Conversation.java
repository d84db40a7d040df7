package io.oneiros.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Talks to the service as the scheduler does. */
final class Conversation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;

  Conversation(String servers, String group) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers, "group.id", group, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.RESULTS_NAME, Topics.DEAD_LETTERS_NAME));
  }

  /** Sends a task and returns the result that names it, checking how it is addressed. */
  Result.OfTask ask(StorageTask task) {
    send(task.id().toString(), Json.write(StorageTask.class, task));
    ConsumerRecord<String, byte[]> answer = awaitAnswer(task.id());
    assertThat(answer.key()).isEqualTo(task.id().dream());
    assertThat(header(answer, "ce_source")).isEqualTo("/oneiros/storage");
    assertThat(header(answer, "ce_subject")).isEqualTo(task.id().dream());
    assertThat(header(answer, "ce_type")).startsWith("io.oneiros.").endsWith(".v1");
    return (Result.OfTask) read(answer);
  }

  private ConsumerRecord<String, byte[]> awaitAnswer(TaskId task) {
    return await(
        record ->
            record.topic().equals(Topics.RESULTS_NAME)
                && read(record) instanceof Result.OfTask answer
                && answer.task().equals(task));
  }

  /**
   * Awaits a heartbeat.
   *
   * @return it, and the partition it was on
   */
  Map.Entry<Integer, Result.StorageHeartbeat> heartbeat() {
    ConsumerRecord<String, byte[]> record =
        await(
            beat ->
                beat.topic().equals(Topics.RESULTS_NAME)
                    && read(beat) instanceof Result.StorageHeartbeat);
    return Map.entry(record.partition(), (Result.StorageHeartbeat) read(record));
  }

  void send(String key, byte[] value) {
    producer.send(new ProducerRecord<>(Topics.STORAGE_NAME, key, value));
    producer.flush();
  }

  DeadLetter deadLetter(String key) {
    return Json.read(
        DeadLetter.class,
        await(record -> record.topic().equals(Topics.DEAD_LETTERS_NAME) && key.equals(record.key()))
            .value());
  }

  private ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        if (wanted.test(record)) {
          return record;
        }
      }
    }
    throw new AssertionError("no answer within " + PATIENCE);
  }

  private static Result read(ConsumerRecord<String, byte[]> record) {
    return Json.read(Result.class, record.value());
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}

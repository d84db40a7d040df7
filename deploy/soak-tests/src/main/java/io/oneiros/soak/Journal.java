package io.oneiros.soak;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What stands on the broker's topics, read and said again. */
public final class Journal implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final String bootstrapServers;

  public Journal(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Everything that is committed. */
  public List<ConsumerRecord<String, byte[]>> read(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(200)).forEach(all::add);
    }
    return all;
  }

  /** Likewise, of every topic whose name begins so: tiles have one for each kind of device. */
  public List<ConsumerRecord<String, byte[]>> readAll(String prefix) {
    return consumer.listTopics().keySet().stream()
        .filter(topic -> topic.startsWith(prefix))
        .flatMap(topic -> read(topic).stream())
        .toList();
  }

  /**
   * Says everything on {@code dream.results} once more, signs of life left out: those are about
   * now.
   *
   * @return how many messages
   */
  int replayResults() {
    List<ConsumerRecord<String, byte[]>> results =
        read(Topics.RESULTS_NAME).stream()
            .filter(result -> !new String(result.value()).contains("-heartbeat\""))
            .toList();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (ConsumerRecord<String, byte[]> result : results) {
        producer.send(
            new ProducerRecord<>(
                result.topic(),
                result.partition(),
                result.key(),
                result.value(),
                result.headers()));
      }
    }
    return results.size();
  }

  /** How many of these dreams, or how often one of them, the world was told to be accepted. */
  long accepted(Set<String> ids) {
    return events().stream()
        .filter(event -> event instanceof DreamEvent.Accepted && ids.contains(event.dream()))
        .count();
  }

  /** Dreams that the world was told to be completed. */
  Set<String> completed() {
    return events().stream()
        .filter(event -> event instanceof DreamEvent.Completed)
        .map(DreamEvent::dream)
        .collect(Collectors.toSet());
  }

  /**
   * Whatever happened, the world was told of each step of a dream once, and once more where it had
   * failed and was dreamed again.
   *
   * @throws BrokenPromiseException if it was not
   */
  void requireToldOnce() {
    Map<String, Integer> told = new HashMap<>();
    Map<String, Integer> failures = new HashMap<>();
    for (DreamEvent event : events()) {
      String octave =
          event instanceof DreamEvent.OctaveCompleted done ? " octave " + done.octave() : "";
      int life = failures.getOrDefault(event.dream(), 0);
      told.merge(
          "%s %d %s%s".formatted(event.dream(), life, event.getClass().getSimpleName(), octave),
          1,
          Integer::sum);
      if (event instanceof DreamEvent.Failed) {
        failures.merge(event.dream(), 1, Integer::sum);
      }
    }
    told.forEach(
        (event, times) -> {
          if (times > 1) {
            throw new BrokenPromiseException("told %d times: %s".formatted(times, event));
          }
        });
  }

  /** Attempts that failed, of all tasks, however they went on. */
  List<Result.TaskFailed> failures() {
    return read(Topics.RESULTS_NAME).stream()
        .map(message -> Json.read(Result.class, message.value()))
        .filter(Result.TaskFailed.class::isInstance)
        .map(Result.TaskFailed.class::cast)
        .toList();
  }

  private List<DreamEvent> events() {
    return read(Topics.EVENTS_NAME).stream()
        .map(event -> Json.read(DreamEvent.class, event.value()))
        .toList();
  }

  /**
   * Waits for a sign of life that names tiles in hand, of a worker whose name ends so.
   *
   * @throws BrokenPromiseException if there is none for a minute
   */
  void awaitBusy(String worker) {
    toTheEndOfResults();
    awaitResult(
        "a tile in hand of worker " + worker,
        result ->
            result instanceof Result.WorkerHeartbeat beat
                && beat.worker().endsWith(worker)
                && !beat.busy().isEmpty());
  }

  /** What {@link #awaitResult} waits for comes after what is there now. */
  void toTheEndOfResults() {
    consumer.assign(partitions(Topics.RESULTS_NAME));
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /**
   * Waits for such a message on {@code dream.results}, after the last one that was waited for.
   *
   * @throws BrokenPromiseException if there is none for a minute
   */
  void awaitResult(String what, Predicate<Result> wanted) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      boolean found = false;
      for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
        found |= wanted.test(Json.read(Result.class, message.value()));
      }
      if (found) {
        return;
      }
    }
    throw new BrokenPromiseException("for a minute there was not " + what);
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    consumer.close();
  }
}

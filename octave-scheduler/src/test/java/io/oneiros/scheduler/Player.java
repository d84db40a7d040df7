package io.oneiros.scheduler;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays gateway, worker and storage with plain clients on a real broker. One thread. */
final class Player implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final String TILES = Topics.tiles(Answers.KIND).name();

  final List<TileTask> tiles = new ArrayList<>();
  final List<ConsumerRecord<String, byte[]>> tileMessages = new ArrayList<>();
  final List<DreamSnapshot> shown = new ArrayList<>();

  /** Tiles that are handed back to the broker whenever it gives them out. */
  Predicate<TileTask> unwanted = tile -> false;

  private final String bootstrapServers;
  private final Answers answers;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaShareConsumer<String, byte[]> queue;
  private final KafkaConsumer<String, byte[]> storage;
  private final KafkaConsumer<String, byte[]> jobs;
  private Instant nextBeat = Instant.MIN;

  Player(String bootstrapServers, Size picture) {
    this.bootstrapServers = bootstrapServers;
    answers = new Answers(picture);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    queue =
        new KafkaShareConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                Topics.WORKERS,
                "share.acknowledgement.mode",
                "explicit"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    makeTopic(bootstrapServers);
    queue.subscribe(List.of(TILES));
    storage = consumer(bootstrapServers, Topics.STORAGE_NAME);
    jobs = consumer(bootstrapServers, Topics.JOBS_NAME);
  }

  void request(Request request) {
    send(Topics.REQUESTS_NAME, request.dream(), Json.write(Request.class, request), request);
  }

  /** Anything, as anybody may, without a header. */
  void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key, value));
  }

  /**
   * The first so many dead letters.
   *
   * @throws AssertionError if there are fewer within two minutes
   */
  List<DeadLetter> letters(int number) {
    List<DeadLetter> letters = new ArrayList<>();
    Instant deadline = Instant.now().plus(LIMIT);
    try (KafkaConsumer<String, byte[]> reader =
        consumer(bootstrapServers, Topics.DEAD_LETTERS_NAME)) {
      while (letters.size() < number) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("no more dead letters than " + letters);
        }
        reader
            .poll(POLL)
            .forEach(message -> letters.add(Json.read(DeadLetter.class, message.value())));
      }
    }
    return letters;
  }

  void answer(Result.OfTask result) {
    send(Topics.RESULTS_NAME, result.task().dream(), Json.write(Result.class, result), result);
  }

  /**
   * Answers every task until {@code done}.
   *
   * @throws AssertionError if that takes longer than two minutes
   */
  void playUntil(BooleanSupplier done) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (!done.getAsBoolean()) {
      beat();
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not done; the last snapshot: " + last());
      }
      for (ConsumerRecord<String, byte[]> message : queue.poll(POLL)) {
        TileTask tile = Json.read(TileTask.class, message.value());
        tileMessages.add(message);
        tiles.add(tile);
        if (unwanted.test(tile)) {
          queue.acknowledge(message, AcknowledgeType.RELEASE);
        } else {
          answer(Answers.to(tile));
          queue.acknowledge(message, AcknowledgeType.ACCEPT);
        }
      }
      for (ConsumerRecord<String, byte[]> message : storage.poll(POLL)) {
        answer(answers.to(Json.read(StorageTask.class, message.value())));
      }
      for (ConsumerRecord<String, byte[]> message : jobs.poll(POLL)) {
        shown.add(Json.read(DreamSnapshot.class, message.value()));
      }
    }
  }

  /** A worker that can take a round of tiles, and has none in hand for longer than a moment. */
  private void beat() {
    if (Instant.now().isAfter(nextBeat)) {
      Result beat = new Result.WorkerHeartbeat(Answers.WORKER, 64, List.of(), Answers.KIND, null);
      send(Topics.RESULTS_NAME, Answers.WORKER, Json.write(Result.class, beat), beat);
      nextBeat = Instant.now().plus(HEARTBEAT);
    }
  }

  private static void makeTopic(String bootstrapServers) {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TILES, 1, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  DreamSnapshot last() {
    return shown.isEmpty() ? null : shown.get(shown.size() - 1);
  }

  @Override
  public void close() {
    queue.close();
    storage.close();
    jobs.close();
    producer.close();
  }

  private void send(String topic, String key, byte[] value, Object message) {
    ProducerRecord<String, byte[]> out = new ProducerRecord<>(topic, key, value);
    CloudEvent.headers(
            UUID.randomUUID().toString(),
            "/oneiros/test",
            CloudEvent.type(message.getClass()),
            key,
            Instant.now(),
            null)
        .forEach((name, text) -> out.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(out);
  }

  /** Reads what is committed, from the topic's beginning. */
  private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers, String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "player-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    return consumer;
  }
}

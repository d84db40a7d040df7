package io.oneiros.soak.bench;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.standalone.Failure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

/** Answers tasks at once, as if workers and storage had done them, of pictures of 1024 x 1024. */
final class Echo implements AutoCloseable {
  private static final String WORKER = "echo";
  private static final String KIND = "echo";
  private static final int SLOTS = 64;
  private static final Size PICTURE = new Size(1024, 1024);
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> storage;
  private final KafkaConsumer<String, byte[]> jobs;
  private final KafkaConsumer<String, byte[]> tiles;
  private final int partitions;

  Echo(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      String topic = Topics.tiles(KIND).name();
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    storage = reader(bootstrapServers, Topics.STORAGE_NAME);
    jobs = reader(bootstrapServers, Topics.JOBS_NAME);
    tiles = reader(bootstrapServers, Topics.tiles(KIND).name());
    partitions = producer.partitionsFor(Topics.RESULTS_NAME).size();
  }

  private static KafkaConsumer<String, byte[]> reader(String bootstrapServers, String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(all);
    return consumer;
  }

  void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** Has so many more pictures read, and returns once their dreams are seen to run. */
  void ingest(int number) {
    Set<String> running = new HashSet<>();
    Set<String> answered = new HashSet<>();
    Deadline deadline = new Deadline();
    while (running.size() < number) {
      for (ConsumerRecord<String, byte[]> message : storage.poll(POLL)) {
        if (Json.read(StorageTask.class, message.value()) instanceof StorageTask.Ingest ingest
            && answered.add(ingest.id().dream())) {
          answer(new Result.Ingested(ingest.id(), ingest.recipe().sizes(PICTURE), null));
          deadline.move();
        }
      }
      for (ConsumerRecord<String, byte[]> message : jobs.poll(POLL)) {
        DreamSnapshot shown = Json.read(DreamSnapshot.class, message.value());
        if (shown.status() == DreamStatus.RUNNING && answered.contains(shown.id())) {
          running.add(shown.id());
          deadline.move();
        }
      }
      deadline.check();
    }
  }

  /** Has so many tiles dreamed by workers of 64 slots. */
  void dream(int number) {
    Deadline deadline = new Deadline();
    for (int done = 0; done < number; ) {
      beat();
      for (ConsumerRecord<String, byte[]> message : tiles.poll(POLL)) {
        answer(dreamed(Json.read(TileTask.class, message.value())));
        done++;
        deadline.move();
      }
      deadline.check();
    }
  }

  private void beat() {
    byte[] beat =
        Json.write(
            Result.class, new Result.WorkerHeartbeat(WORKER, SLOTS, List.of(), KIND, List.of()));
    for (int i = 0; i < partitions; i++) {
      producer.send(new ProducerRecord<>(Topics.RESULTS_NAME, i, WORKER, beat));
    }
  }

  private static Result.TileDreamed dreamed(TileTask task) {
    long count = 3 * task.core().pixels();
    List<StepStatistics> statistics =
        task.shifts().stream().map(step -> new StepStatistics(count * 1e-3, 1, 0, count)).toList();
    return new Result.TileDreamed(
        task.id(), WORKER, task.output() + "-0", "0", statistics, 0.2, KIND, KIND);
  }

  private void answer(Result.OfTask result) {
    send(Topics.RESULTS_NAME, result.task().dream(), Json.write(Result.class, result));
  }

  /** Whoever waits for a scheduler that says nothing any more gives up. */
  private static final class Deadline {
    private long last = System.nanoTime();

    void move() {
      last = System.nanoTime();
    }

    void check() {
      if (System.nanoTime() - last > SILENCE.toNanos()) {
        throw new Failure("The scheduler has said nothing for %s.".formatted(SILENCE));
      }
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    storage.close();
    jobs.close();
    tiles.close();
  }
}

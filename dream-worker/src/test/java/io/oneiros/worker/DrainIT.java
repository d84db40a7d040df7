package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Result.TileDreamed;
import io.oneiros.contract.Result.WorkerHeartbeat;
import io.oneiros.contract.Shift;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.Child;
import io.oneiros.processes.Command;
import io.oneiros.processes.Jvm;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the tiles of a packaged worker, a process of its own, that gets SIGTERM. */
class DrainIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** So many steps that the tile is still computed when the worker is told to end. */
  private static final int LONG = 400;

  /** So many that no machine gets through them in {@link #GRACE}. */
  private static final int ENDLESS = 20_000;

  /** So long that a step of a process that has just begun ends within it, on a busy machine too. */
  private static final String GRACE = "5s";

  @TempDir Path folder;

  private RealKafka kafka;
  private RealObjects parts;
  private KafkaProducer<String, byte[]> tiles;
  private KafkaConsumer<String, byte[]> results;
  private final List<Result> seen = new ArrayList<>();

  /** Each test has a queue of its own: endless tiles that are left in it would go first. */
  @BeforeEach
  void start() {
    kafka = RealKafka.patient(folder);
    parts = RealObjects.s3proxy(folder);
    WorkerParts.setUp(kafka.bootstrapServers());
    try (ObjectStore objects = new ObjectStore(WorkerParts.store(parts));
        CanvasStore canvases = new CanvasStore(objects)) {
      objects.createBucket();
      Planes planes = Planes.of(TestTiles.PICTURE.width(), TestTiles.PICTURE.height());
      for (int i = 0; i < planes.values().length; i++) {
        planes.values()[i] = i * 31 % 97 / 97f;
      }
      canvases.create(TestTiles.CANVAS, TestTiles.PICTURE);
      canvases.writeRegion(TestTiles.CANVAS, TestTiles.PICTURE, TestTiles.PICTURE.whole(), planes);
    }
    tiles =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    results =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "drain",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    results.subscribe(List.of(Topics.RESULTS_NAME));
  }

  @AfterEach
  void stop() {
    Stream.of(tiles, results, parts, kafka).forEach(DrainIT::close);
  }

  @Test
  void tileInHandIsFinishedAndTheNextOneLeftToOthers() {
    TaskId held = id("finished", 0);
    TaskId left = id("finished", 1);
    try (Child first = worker("first", 1, "120s")) {
      send(held, LONG);
      send(left, 1);
      awaitHeld("first", held);
      first.terminate();
      await().atMost(LIMIT).until(() -> !first.alive());
    }

    try (Child second = worker("second", 1, "120s")) {
      assertThat(awaitDreamed(left)).containsExactly("second");
      assertThat(awaitDreamed(held)).containsExactly("first");
    }
  }

  @Test
  void tilesThatWouldTakeTooLongAreHandedBackAndTakenByAnother() {
    TaskId computing = id("handed-back", 0);
    TaskId waiting = id("handed-back", 1);
    try (Child third = worker("third", 2, GRACE)) {
      send(computing, ENDLESS);
      send(waiting, ENDLESS);
      awaitHeld("third", computing, waiting);
      third.terminate();
      await().atMost(LIMIT).until(() -> !third.alive());
      assertThat(third.log())
          .content()
          .contains("Handing back " + computing, "Handing back " + waiting);
    }

    try (Child ignored = worker("fourth", 2, GRACE)) {
      awaitHeld("fourth", computing, waiting);
    }
  }

  private Child worker(String id, int hands, String grace) {
    int port = Ports.free();
    Map<String, String> settings =
        Map.of(
            "quarkus.http.port", Integer.toString(port),
            "kafka.bootstrap.servers", kafka.bootstrapServers(),
            "oneiros.objects.endpoint", parts.endpoint(),
            "oneiros.home", home().toString(),
            "oneiros.worker.id", id,
            "oneiros.worker.threads", "1",
            "oneiros.worker.hands", Integer.toString(hands),
            "oneiros.worker.grace", grace,
            "oneiros.worker.heartbeat", "100ms");
    List<String> words = Jvm.options();
    settings.forEach((name, value) -> words.add("-D" + name + "=" + value));
    Path jar = Checkout.built("dream-worker/target/quarkus-app/quarkus-run.jar");
    words.addAll(List.of("-Dai.djl.offline=true", "-jar", jar.toString()));
    Map<String, String> keys =
        Map.of(
            "ONEIROS_OBJECTS_ACCESS_KEY", parts.accessKey(),
            "ONEIROS_OBJECTS_SECRET_KEY", parts.secretKey());
    URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    return Child.start(folder, id, Command.java(words, keys))
        .awaitReady(Readiness.http(ready), LIMIT);
  }

  private static Path home() {
    return Checkout.root().resolve("dream-worker/target/home");
  }

  private static TaskId id(String dream, int index) {
    return new TaskId(dream, "k3", 0, 0, TaskId.Kind.TILE, index, 1);
  }

  private void send(TaskId id, int steps) {
    Network network = new Zoo(home().resolve("models"), null).open(Zoo.DEFAULT);
    TileTask task =
        TestTiles.but(
            TestTiles.whole(id, network),
            Map.of("shifts", Collections.nCopies(steps, new Shift(0, 0)), "halo", 0, "jitter", 0));
    tiles.send(new ProducerRecord<>(topic(), id.toString(), Json.write(TileTask.class, task)));
    tiles.flush();
  }

  /** Where these workers take tiles from, once one of them has told. */
  private String topic() {
    await().atMost(LIMIT).until(() -> seen(WorkerHeartbeat.class).findAny().isPresent());
    return Topics.tiles(seen(WorkerHeartbeat.class).findAny().orElseThrow().device()).name();
  }

  private void awaitHeld(String worker, TaskId... held) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                seen(WorkerHeartbeat.class)
                    .anyMatch(
                        beat ->
                            beat.worker().equals(worker)
                                && beat.busy().containsAll(Arrays.asList(held))));
  }

  /** The workers that have dreamed a tile, once there is one. */
  private List<String> awaitDreamed(TaskId task) {
    await().atMost(LIMIT).until(() -> dreamed(task).findAny().isPresent());
    return dreamed(task).map(TileDreamed::worker).toList();
  }

  private Stream<TileDreamed> dreamed(TaskId task) {
    return seen(TileDreamed.class).filter(result -> result.task().equals(task));
  }

  private <T extends Result> Stream<T> seen(Class<T> kind) {
    results
        .poll(Duration.ofMillis(100))
        .forEach(record -> seen.add(Json.read(Result.class, record.value())));
    return seen.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static void close(AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.djl.Device;
import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.Result.TaskFailed;
import io.oneiros.contract.Result.TileDreamed;
import io.oneiros.contract.Result.WorkerHeartbeat;
import io.oneiros.contract.Shift;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.engine.torch.Devices;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Shelved;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker, with a real broker, a real object store and the real default network. */
@QuarkusTest
@QuarkusTestResource(value = WorkerParts.class, restrictToAnnotatedClass = true)
class WorkerIT {

  @Inject ObjectSettings objectSettings;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @ConfigProperty(name = "oneiros.home")
  Path home;

  private ObjectStore objects;
  private KafkaProducer<String, byte[]> producer;
  private KafkaConsumer<String, byte[]> consumer;
  private final List<Result> seen = new ArrayList<>();
  private Network network;

  @BeforeEach
  void writeCanvas() {
    network = new Zoo(home.resolve("models"), null).open(Zoo.DEFAULT);
    objects = new ObjectStore(objectSettings.store());
    Planes planes = Planes.of(TestTiles.PICTURE.width(), TestTiles.PICTURE.height());
    Random random = new Random(1);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    try (CanvasStore canvases = new CanvasStore(objects)) {
      canvases.create(TestTiles.CANVAS, TestTiles.PICTURE);
      canvases.writeRegion(TestTiles.CANVAS, TestTiles.PICTURE, TestTiles.PICTURE.whole(), planes);
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                "test-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    producer.close();
    consumer.close();
    objects.close();
  }

  @Test
  void tileIsDreamedToTheSameBytesByEveryAttemptAndItsStatisticsAreFollowed() {
    consumer.subscribe(List.of(Topics.RESULTS_NAME));
    Rect core = new Rect(0, 0, 80, 112);
    Rect keep = new Rect(0, 0, 96, 112);
    List<Shift> shifts = List.of(new Shift(3, -7), new Shift(-20, 11));
    for (int attempt = 1; attempt <= 2; attempt++) {
      send(
          TestTiles.but(
              whole("d1", attempt),
              Map.of(
                  "core", core,
                  "keep", keep,
                  "shifts", shifts,
                  "normalisation", Normalisation.TRACKED,
                  "meanGradient", 5.0)));
    }

    TileDreamed first = (TileDreamed) awaitResult(r -> isDone(r, "d1", 1));
    TileDreamed second = (TileDreamed) awaitResult(r -> isDone(r, "d1", 2));

    assertThat(first.delta()).isNotEqualTo(second.delta());
    assertThat(first.sha256()).isEqualTo(second.sha256());
    assertThat(first.statistics()).hasSize(2).isEqualTo(second.statistics());
    assertThat(first.statistics().get(0).count()).isEqualTo(3 * core.pixels());
    assertThat(first.statistics().get(0).sumAbs()).isPositive();
    assertThat(first.worker()).isEqualTo("worker-under-test");
    Planes delta = Planes.fromBytes(objects.get(first.delta()), keep.width(), keep.height());
    assertThat(delta.values()).isNotEqualTo(new float[delta.values().length]);
  }

  @Test
  void networkThatWasSentAlongIsFetchedFromTheObjectStore() throws IOException {
    consumer.subscribe(List.of(Topics.RESULTS_NAME));
    Path file =
        Checkout.root().resolve("dream-worker/engine/src/test/resources/onnx/squeezenet1.1.onnx");
    Shelved sent = Shelved.of(file, "worker.onnx", Preprocessing.parse("imagenet"), List.of());
    String id = sent.id();
    TileTask task = ofSentNetwork("d7", 1, id, sent.sha256());
    send(task);
    TaskFailed unknown = (TaskFailed) awaitResult(r -> isDone(r, "d7", 1));
    assertThat(unknown.problem().code()).isEqualTo(ProblemCode.UNKNOWN_MODEL);

    Path cached = home.resolve("models").resolve(id).resolve("worker.onnx");
    Files.deleteIfExists(cached);
    objects.put(ShelfNames.file(sent.sha256()), file, "application/octet-stream");
    objects.put(ShelfNames.description(id), sent.description().getBytes(StandardCharsets.UTF_8));
    send(ofSentNetwork("d7", 2, id, sent.sha256()));
    TileDreamed dreamed = (TileDreamed) awaitResult(r -> isDone(r, "d7", 2));
    assertThat(dreamed.statistics().get(0).sumAbs()).isPositive();
    assertThat(cached).hasSameBinaryContentAs(file);
  }

  private TileTask ofSentNetwork(String dream, int attempt, String network, String sha256) {
    return TestTiles.but(
        whole(dream, attempt),
        Map.of(
            "model", network,
            "modelSha256", sha256,
            "layers", List.of(new LayerWeight("/features/features.4/Concat", 1.0))));
  }

  @Test
  void taskThatCannotBeDoneIsAnsweredNotLost() {
    consumer.subscribe(List.of(Topics.RESULTS_NAME));
    send(TestTiles.but(whole("d2", 1), Map.of("model", "no-such-model")));
    send(TestTiles.but(whole("d3", 1), Map.of("modelSha256", "0000")));
    send(TestTiles.but(whole("d4", 1), Map.of("canvas", "dreams/d4/none/")));

    TaskFailed unknown = (TaskFailed) awaitResult(r -> isDone(r, "d2", 1));
    TaskFailed altered = (TaskFailed) awaitResult(r -> isDone(r, "d3", 1));
    TaskFailed absent = (TaskFailed) awaitResult(r -> isDone(r, "d4", 1));

    assertThat(unknown.problem().code()).isEqualTo(ProblemCode.UNKNOWN_MODEL);
    assertThat(unknown.retryable()).isFalse();
    assertThat(altered.problem().code()).isEqualTo(ProblemCode.MODEL_UNAVAILABLE);
    assertThat(altered.retryable()).isTrue();
    assertThat(altered.problem().detail()).contains("0000", network.sha256());
    assertThat(absent.problem().code()).isEqualTo(ProblemCode.TILE_FAILED);
    assertThat(absent.retryable()).isTrue();
  }

  @Test
  void tilesOfADreamThatIsCancelledAreStoppedAndThoseOfTheNextAreNot() {
    consumer.subscribe(List.of(Topics.RESULTS_NAME));
    // Minutes of work: who does not stop in the middle does not answer in time.
    List<Shift> endless = Collections.nCopies(40_000, new Shift(0, 0));
    for (int attempt = 1; attempt <= 3; attempt++) {
      send(TestTiles.but(whole("d8", attempt), Map.of("shifts", endless)));
    }
    awaitResult(
        r -> r instanceof WorkerHeartbeat beat && beat.busy().contains(TestTiles.id("d8", 1)));

    cancel("d8", "k3");
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      TaskFailed stopped = (TaskFailed) awaitResult(r -> isDone(r, "d8", number));
      assertThat(stopped.problem().code()).isEqualTo(ProblemCode.DREAM_CANCELLED);
      assertThat(stopped.retryable()).isTrue();
    }

    cancel("d9", "k2");
    send(whole("d9", 1));
    assertThat(awaitResult(r -> isDone(r, "d9", 1))).isInstanceOf(TileDreamed.class);
  }

  private void cancel(String dream, String incarnation) {
    DreamEvent event = new DreamEvent.Cancelled(dream, incarnation);
    producer.send(
        new ProducerRecord<>(Topics.EVENTS_NAME, dream, Json.write(DreamEvent.class, event)));
    producer.flush();
  }

  /** Escaped, a NUL is six times as long: such a letter would be more than a broker takes. */
  @Test
  void messageThatIsNoTileTaskBecomesADeadLetter() {
    consumer.subscribe(List.of(Topics.DEAD_LETTERS_NAME));
    producer.send(new ProducerRecord<>(topic(), "k", new byte[900_000]));
    producer.send(new ProducerRecord<>(topic(), "k", null));
    producer.send(new ProducerRecord<>(topic(), "k", "{}".getBytes()));
    producer.send(new ProducerRecord<>(topic(), "k", "{\"id\":\"nonsense\"}".getBytes()));
    List<DeadLetter> letters = new ArrayList<>();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (var record : consumer.poll(Duration.ofMillis(200))) {
                Header type = record.headers().lastHeader("ce_type");
                assertThat(new String(type.value())).isEqualTo("io.oneiros.dead-letter.v1");
                letters.add(Json.read(DeadLetter.class, record.value()));
              }
              return letters.size() >= 4;
            });
    assertThat(letters).extracting(DeadLetter::length).contains(900_000);
    assertThat(letters).allMatch(l -> l.problem().code() == ProblemCode.INVALID_MESSAGE);
    assertThat(letters).anyMatch(l -> l.message() != null && l.message().has("id"));
  }

  @Test
  void heartbeatsTellTheSlots() {
    consumer.subscribe(List.of(Topics.RESULTS_NAME));

    WorkerHeartbeat beat = (WorkerHeartbeat) awaitResult(WorkerHeartbeat.class::isInstance);

    assertThat(beat.slots()).isEqualTo(2);
    assertThat(Topics.tiles(beat.device()).name()).isEqualTo(topic());
    assertThat(beat.models()).contains(Zoo.DEFAULT);
  }

  private TileTask whole(String dream, int attempt) {
    return TestTiles.whole(TestTiles.id(dream, attempt), network);
  }

  private void send(TileTask task) {
    producer.send(
        new ProducerRecord<>(topic(), task.id().toString(), Json.write(TileTask.class, task)));
    producer.flush();
  }

  /** This processor's: the worker is in the same machine. */
  private static String topic() {
    return Topics.tiles(Devices.kind(Device.cpu(), Executor.best())).name();
  }

  private static boolean isDone(Result result, String dream, int attempt) {
    return result instanceof Result.OfTask of
        && of.task().dream().equals(dream)
        && of.task().attempt() == attempt;
  }

  private Result awaitResult(Predicate<Result> wanted) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(200))
                  .forEach(record -> seen.add(Json.read(Result.class, record.value())));
              return seen.stream().anyMatch(wanted);
            });
    return seen.stream().filter(wanted).findFirst().orElseThrow();
  }
}

package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreSettings;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Shelved;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.Child;
import io.oneiros.processes.Command;
import io.oneiros.processes.Jvm;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import io.oneiros.processes.RealObjects.Keys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged scheduler on a real broker. */
class SchedulerIT {
  private static final Size PICTURE = new Size(600, 400);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Keys KEYS = new Keys("key", "secret");
  private static final Path MODELS =
      Checkout.root().resolve("octave-scheduler/src/test/resources/models");

  private final int objectsPort = Ports.free();

  @TempDir Path home;
  private RealKafka kafka;
  private Child scheduler;
  private Player player;

  @BeforeEach
  void startBroker() {
    kafka = RealKafka.patient(home);
  }

  private void start(Duration lease) {
    scheduler = startScheduler(lease);
    player = new Player(kafka.bootstrapServers(), PICTURE);
  }

  @AfterEach
  void stop() {
    player.close();
    scheduler.close();
    kafka.close();
  }

  @Test
  void dreamsToTheEnd() throws Exception {
    start(LEASE);
    player.request(dream("dream-1"));
    player.playUntil(() -> ended("dream-1"));

    DreamSnapshot last = player.last();
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(last.progress().tilesDone()).isEqualTo(last.progress().tilesTotal());
    assertThat(last.recipe().layers().get(0).name()).isEqualTo("net/block/concat");
    assertThat(player.tiles).extracting(TileTask::id).doesNotHaveDuplicates();
    assertThat(player.tileMessages)
        .allMatch(message -> header(message, "ce_type").equals("io.oneiros.tile-task.v1"))
        .allMatch(message -> header(message, "ce_subject").equals("dream-1"))
        .allMatch(message -> header(message, "ce_id").equals(message.key()));
    assertTopicsAndGroup();
  }

  /** Escaped, a NUL is six times as long: such a letter would be more than a broker takes. */
  @Test
  void largeJunkStopsNobody() {
    start(LEASE);
    byte[] nuls = new byte[900_000];
    String key = "k".repeat(100_000);
    player.send(Topics.REQUESTS_NAME, "dream-1", nuls);
    player.send(Topics.REQUESTS_NAME, key, nuls);
    player.send(Topics.RESULTS_NAME, "dream-1", nuls);
    player.send(
        Topics.REQUESTS_NAME,
        "dream-1",
        "{\"type\":\"dream-requested\",\"dream\":\"dream-1\",\"webhook\":\"https://x/%s\"}"
            .formatted("y".repeat(900_000))
            .getBytes(StandardCharsets.UTF_8));
    player.send(
        Topics.REQUESTS_NAME,
        "dream-1",
        "{\"type\":\"%s\",\"dream\":\"\\ud800\"}"
            .formatted("y".repeat(900_000))
            .getBytes(StandardCharsets.UTF_8));
    player.request(dream("dream-2"));

    player.playUntil(() -> ended("dream-2"));

    assertThat(player.last().status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(player.shown).extracting(DreamSnapshot::id).doesNotContain("dream-1");
    List<DeadLetter> letters = player.letters(5);
    assertThat(letters).extracting(DeadLetter::length).doesNotContainNull();
    assertThat(letters)
        .extracting(letter -> letter.message().asText().length())
        .allMatch(length -> length > 0 && length <= DeadLetter.BEGINNING);
  }

  @Test
  void networkThatWasSentAlongIsWaitedForWhileTheObjectStoreIsAway() throws Exception {
    start(LEASE);
    String network = sendAlong(MODELS.resolve("tiny.tflite"));
    player.request(dream("dream-1", network));
    player.request(dream("dream-2", "tiny"));
    player.playUntil(() -> ended("dream-2"));
    assertThat(player.shown.stream().filter(shown -> shown.id().equals("dream-1")))
        .isNotEmpty()
        .allMatch(shown -> shown.status() == DreamStatus.ACCEPTED);

    try (RealObjects back = RealObjects.s3proxy(home, objectsPort, KEYS)) {
      player.playUntil(() -> ended("dream-1"));
    }
    assertThat(player.last().status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(player.last().recipe().model()).isEqualTo(network);
  }

  /** Puts a network into the object store, which is stopped again. */
  private String sendAlong(Path file) {
    Shelved sent =
        Shelved.of(
            file,
            file.getFileName().toString(),
            Preprocessing.parse("rgb"),
            List.of("net/block/concat"));
    String id = sent.id();
    try (RealObjects objects = RealObjects.s3proxy(home);
        ObjectStore store =
            new ObjectStore(
                new ObjectStoreSettings(
                    objects.endpoint(),
                    objects.accessKey(),
                    objects.secretKey(),
                    "oneiros",
                    "us-east-1"))) {
      store.createBucket();
      store.put(ShelfNames.file(sent.sha256()), file, "application/octet-stream");
      store.put(ShelfNames.description(id), sent.description().getBytes(StandardCharsets.UTF_8));
    }
    return id;
  }

  @Test
  void killedInTheMiddleItGoesOnAndTakesEachTileOnce() {
    start(LEASE);
    player.request(dream("dream-1"));
    player.request(dream("dream-2"));
    player.playUntil(() -> player.tiles.size() > 20);
    scheduler.kill();
    scheduler = startScheduler(LEASE);

    player.playUntil(() -> ended("dream-1") && ended("dream-2"));

    assertThat(player.shown.stream().filter(shown -> shown.status().terminal()))
        .hasSize(2)
        .allMatch(shown -> shown.status() == DreamStatus.COMPLETED)
        .allMatch(shown -> shown.progress().tilesDone() == shown.progress().tilesTotal());
    for (String dream : List.of("dream-1", "dream-2")) {
      assertThat(player.shown.stream().filter(shown -> shown.id().equals(dream)))
          .extracting(DreamSnapshot::sequence)
          .as("no snapshot is lost or told twice")
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void tileThatWorkersHandBackUntilTheBrokerDropsItIsSentAnew() {
    start(Duration.ofSeconds(20));
    player.unwanted = tile -> isFirstTile(tile, 1);

    player.request(dream("dream-1"));
    player.playUntil(() -> ended("dream-1"));

    assertThat(player.last().status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(player.tiles.stream().filter(tile -> isFirstTile(tile, 1)))
        .as("as often as the broker gives it out")
        .hasSize(5);
    assertThat(player.tiles.stream().filter(tile -> isFirstTile(tile, 2))).hasSize(1);
  }

  /** Whether it is that attempt at the first tile of the second octave. */
  private static boolean isFirstTile(TileTask tile, int attempt) {
    String id = tile.id().toString();
    return id.endsWith("/o1/r0/tile/0/a" + attempt);
  }

  private Child startScheduler(Duration lease) {
    int port = Ports.free();
    List<String> words = Jvm.options();
    words.addAll(List.of("-Xmx256m", "-jar"));
    words.add(Checkout.built("octave-scheduler/target/quarkus-app/quarkus-run.jar").toString());
    return Child.start(
            home,
            "octave-scheduler",
            Command.java(
                words,
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                    "QUARKUS_HTTP_PORT", Integer.toString(port),
                    "ONEIROS_HOME", home.toString(),
                    "ONEIROS_SCHEDULER_LEASE", lease.toString(),
                    "ONEIROS_MODELS", MODELS.toString(),
                    "ONEIROS_OBJECTS_ENDPOINT", "http://127.0.0.1:" + objectsPort,
                    "ONEIROS_OBJECTS_ACCESS_KEY", KEYS.accessKey(),
                    "ONEIROS_OBJECTS_SECRET_KEY", KEYS.secretKey())))
        .awaitReady(
            Readiness.http(URI.create("http://127.0.0.1:" + port + "/q/health/ready")),
            Duration.ofSeconds(60));
  }

  private static Request dream(String id) {
    return dream(id, "tiny");
  }

  private static Request dream(String id, String network) {
    String json =
        "{'model':'%s','octaves':3,'iterations':12,'tile':128,'mode':'fast','seed':7}"
            .formatted(network)
            .replace('\'', '"');
    DreamSpec spec = Json.read(DreamSpec.class, json.getBytes());
    return new Request.DreamRequested(
        id, spec, "dreams/" + id + "/upload", null, null, Instant.now());
  }

  private boolean ended(String dream) {
    return player.shown.stream()
        .anyMatch(shown -> shown.id().equals(dream) && shown.status().terminal());
  }

  private void assertTopicsAndGroup() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<String> names = Topics.ALL.stream().map(topic -> topic.name()).toList();
      Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
      topics.forEach(
          (name, topic) ->
              assertThat(topic.partitions())
                  .as(name)
                  .hasSize(name.equals(Topics.STORAGE_NAME) ? 8 : 1));
      ConfigResource jobs = new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOBS_NAME);
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS);
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(jobs, group)).all().get();
      assertThat(configs.get(jobs).get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(configs.get(group).get("share.auto.offset.reset").value()).isEqualTo("earliest");
      assertThat(configs.get(group).get("share.record.lock.duration.ms").value())
          .isEqualTo("60000");
    }
  }

  private static String header(ConsumerRecord<String, byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}

package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreSettings;
import io.oneiros.contract.Topic;
import io.oneiros.contract.Topics;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.Ports;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;

/** A real broker, a real object store and the real default network for the gateway under test. */
public final class RealParts implements QuarkusTestResourceLifecycleManager {
  /** Names the setting that asks for a MinIO server that can notify by Kafka. */
  static final String NOTIFYING = "test.notifying";

  static final int MAX_BYTES = 2_000_000;
  static final int MAX_MODEL_BYTES = 3_000_000;
  static final int MAX_MODELS = 3;
  static final int MAX_PIXELS = 1_000_000;

  /** Of every topic. */
  static final int PARTITIONS = 2;

  static {
    // What is waited for comes late on a machine that has much else to do.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private Map<String, String> more = Map.of();
  private Path folder;
  private RealKafka kafka;
  private RealObjects objects;

  @Override
  public void init(Map<String, String> settings) {
    more = settings;
  }

  @Override
  public Map<String, String> start() {
    Path target = Checkout.root().resolve("gateway/target");
    try {
      folder = Files.createTempDirectory(Files.createDirectories(target), "parts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kafka = RealKafka.patient(folder);
    objects =
        more.containsKey(NOTIFYING)
            ? RealObjects.minio(folder, Ports.free(), notifying(kafka.bootstrapServers(), folder))
            : RealObjects.s3proxy(folder);
    createTopics(kafka.bootstrapServers());
    Path own = folder.resolve("own");
    describeAbsentNetwork(own);
    new Zoo(target.resolve("home/models"), null).pull(Zoo.DEFAULT, Progress.NONE);
    Map<String, String> settings = new HashMap<>(settings(target, own));
    settings.putAll(more);
    return settings;
  }

  /** As the chart and compose set it up. */
  private static Map<String, String> notifying(String servers, Path folder) {
    return Map.of(
        "MINIO_NOTIFY_KAFKA_ENABLE_DROPS",
        "on",
        "MINIO_NOTIFY_KAFKA_BROKERS_DROPS",
        servers,
        "MINIO_NOTIFY_KAFKA_TOPIC_DROPS",
        Topics.DROPS_NAME,
        "MINIO_NOTIFY_KAFKA_VERSION_DROPS",
        "2.8.0",
        "MINIO_NOTIFY_KAFKA_QUEUE_DIR_DROPS",
        folder.resolve("queue").toString());
  }

  private Map<String, String> settings(Path target, Path own) {
    return Map.ofEntries(
        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
        Map.entry("oneiros.objects.endpoint", objects.endpoint()),
        Map.entry("oneiros.objects.access-key", objects.accessKey()),
        Map.entry("oneiros.objects.secret-key", objects.secretKey()),
        Map.entry("oneiros.home", target.resolve("home").toString()),
        Map.entry("oneiros.models", own.toString()),
        Map.entry("oneiros.limits.max-bytes", Integer.toString(MAX_BYTES)),
        Map.entry("oneiros.limits.max-model-bytes", Integer.toString(MAX_MODEL_BYTES)),
        Map.entry("oneiros.limits.max-models", Integer.toString(MAX_MODELS)),
        Map.entry("oneiros.limits.max-pixels", Integer.toString(MAX_PIXELS)),
        Map.entry("oneiros.limits.upload-grace", "5s"),
        Map.entry("oneiros.gateway.heartbeat", "300ms"),
        Map.entry("oneiros.gateway.news-patience", "60s"),
        Map.entry("quarkus.http.test-port", "0"));
  }

  @Override
  public void inject(Object test) {
    if (test instanceof NeedsParts needs) {
      needs.parts(this);
    }
  }

  /** A test that talks to the parts itself. */
  interface NeedsParts {
    void parts(RealParts parts);
  }

  /** Also makes the bucket. */
  public static void awaitReadyGateway() {
    await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  RealKafka kafka() {
    return kafka;
  }

  void restartKafka() {
    kafka = RealKafka.start(folder, kafka.port());
  }

  RealObjects objects() {
    return objects;
  }

  ObjectStore store() {
    return new ObjectStore(
        new ObjectStoreSettings(
            objects.endpoint(), objects.accessKey(), objects.secretKey(), "oneiros", "us-east-1"));
  }

  private static void createTopics(String servers) {
    List<NewTopic> topics = Topics.ALL.stream().map(RealParts::topic).toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(topics).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NewTopic topic(Topic<?> topic) {
    return new NewTopic(topic.name(), PARTITIONS, (short) 1)
        .configs(
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, topic.compacted() ? "compact" : "delete"));
  }

  private static void describeAbsentNetwork(Path own) {
    String entry =
        """
        {"id": "absent", "file": "absent.tflite", "sha256": "%s",
         "input": {"order": "RGB", "range": [0, 255], "mean": [0, 0, 0], "std": [1, 1, 1]}}"""
            .formatted("0".repeat(64));
    try {
      Files.writeString(Files.createDirectories(own).resolve("absent.json"), entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (objects != null) {
      objects.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }
}

package io.oneiros.worker;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.Topics;
import io.oneiros.processes.Ports;
import io.oneiros.processes.RealKafka;
import io.oneiros.worker.Hand.Handler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, and hands that take what is sent; each test has its own tiles. */
abstract class RealHands {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOCK = LIMIT.multipliedBy(2);

  /** Hands that the broker lets in at a time. */
  static final int MOST = 4;

  @TempDir static Path home;

  private static RealKafka kafka;
  static KafkaProducer<String, byte[]> producer;

  /** Each test has its own tiles. */
  String topic;

  volatile boolean stopping;
  private final List<Thread> threads = new ArrayList<>();

  /** In the order of their making. */
  final List<Hand> hands = new ArrayList<>();

  final ConcurrentLinkedQueue<String> started = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void startBroker() throws Exception {
    kafka =
        RealKafka.start(
            home,
            Ports.free(),
            Map.of("broker.session.timeout.ms", "60000", "group.share.max.size", "" + MOST));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS),
                  List.of(
                      set("share.auto.offset.reset", "earliest"),
                      set("share.record.lock.duration.ms", "" + LOCK.toMillis()))))
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stopBroker() {
    producer.close();
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    topic = Topics.tiles(test.getTestMethod().orElseThrow().getName().toLowerCase(ROOT)).name();
    createTopic(topic);
  }

  static void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  @AfterEach
  void stopHands() throws Exception {
    stopping = true;
    for (Thread thread : threads) {
      thread.join(LIMIT.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  /** A hand that comes after those that were is given what they left, oldest first. */
  void assertNothingIsLeft() throws Exception {
    stopHands();
    stopping = false;
    int before = started.size();
    hand((message, deliveries) -> AcknowledgeType.ACCEPT);
    send("last");
    await().atMost(LIMIT).until(() -> started.contains("last"));
    assertThat(started).hasSize(before + 1);
  }

  void send(String value) {
    producer.send(new ProducerRecord<>(topic, value, value.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  Thread hand(Handler handler) {
    return hand(topic, handler);
  }

  Thread hand(String topic, Handler handler) {
    Map<String, Object> settings =
        WorkerLifecycle.consumerSettings(
            new KafkaSettings(Map.of("bootstrap.servers", kafka.bootstrapServers())),
            "hand-" + threads.size());
    Hand hand =
        new Hand(
            settings,
            topic,
            (message, deliveries) -> {
              started.add(new String(message, StandardCharsets.UTF_8));
              return handler.handle(message, deliveries);
            },
            waited -> assertThat(waited).isBetween(Duration.ZERO, Duration.ofMinutes(2)),
            () -> stopping);
    Thread thread = new Thread(hand);
    thread.start();
    threads.add(thread);
    hands.add(hand);
    return thread;
  }
}

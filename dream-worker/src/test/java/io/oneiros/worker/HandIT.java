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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The share group's ways, on a real broker; nothing here comes of a lock that has run out. */
class HandIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOCK = LIMIT.multipliedBy(2);

  /** Hands that the broker lets in at a time. */
  private static final int MOST = 4;

  @TempDir static Path home;

  private static RealKafka kafka;
  private static KafkaProducer<String, byte[]> producer;

  /** Each test has its own tiles. */
  private String topic;

  private volatile boolean stopping;
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> started = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();

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

  private static void createTopic(String name) throws Exception {
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
  private void assertNothingIsLeft() throws Exception {
    stopHands();
    stopping = false;
    int before = started.size();
    hand((message, deliveries) -> AcknowledgeType.ACCEPT);
    send("last");
    await().atMost(LIMIT).until(() -> started.contains("last"));
    assertThat(started).hasSize(before + 1);
  }

  @Test
  void everyTileIsDoneOnceByTwoHands() throws Exception {
    for (int i = 0; i < 12; i++) {
      send("tile-" + i);
    }

    for (int i = 0; i < 2; i++) {
      hand(
          (message, deliveries) -> {
            TimeUnit.MILLISECONDS.sleep(200);
            return AcknowledgeType.ACCEPT;
          });
    }

    await().atMost(LIMIT).until(() -> started.size() == 12);
    assertThat(started).doesNotHaveDuplicates();
    assertNothingIsLeft();
  }

  @Test
  void tileHandedBackIsOfferedToOthersAtOnceAndSaysHowOftenItWas() throws Exception {
    Handler picky = picky(false);
    hand(picky);
    hand(picky);
    send("first");
    await().atMost(LIMIT).until(() -> taken.get() == 1);
    for (int i = 0; i < 5; i++) {
      send("tile-" + i);
    }

    await().atMost(LIMIT).until(() -> taken.get() == 6);
    assertThat(started)
        .as("each was put off twice and taken once")
        .allMatch(tile -> Collections.frequency(started, tile) == 3);
    assertNothingIsLeft();
  }

  @Test
  void tileThatIsHandedBackEachTimeVanishesAtTheBrokersFifthDelivery() throws Exception {
    List<Integer> counted = new CopyOnWriteArrayList<>();
    hand(
        (message, deliveries) -> {
          if (new String(message, StandardCharsets.UTF_8).equals("wanted")) {
            return AcknowledgeType.ACCEPT;
          }
          counted.add(deliveries);
          return AcknowledgeType.RELEASE;
        });
    send("unwanted");
    await().atMost(LIMIT).until(() -> counted.size() == 5);
    send("wanted");

    await().atMost(LIMIT).until(() -> started.contains("wanted"));
    assertNothingIsLeft();
    assertThat(counted)
        .as("nobody is told: the scheduler has to notice")
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void tileIsPutOffTwiceAtMostWhoeverHasItsNetworkLoaded() {
    for (boolean loaded : new boolean[] {false, false, true}) {
      hand(picky(loaded));
    }
    for (int i = 0; i < 12; i++) {
      send("tile-" + i);
    }

    await().atMost(LIMIT).until(() -> taken.get() == 12);
    assertThat(started).allMatch(tile -> Collections.frequency(started, tile) <= 3);
  }

  @Test
  void handsOfSeveralKindsInOneGroupAreAllGivenTheTilesOfTheirOwn() throws Exception {
    String other = Topics.tiles("gpu").name();
    createTopic(other);
    CountDownLatch together = new CountDownLatch(4);
    Handler waits =
        (message, deliveries) -> {
          together.countDown();
          together.await();
          return AcknowledgeType.ACCEPT;
        };
    for (int i = 0; i < 2; i++) {
      hand(topic, waits);
      hand(other, waits);
      send("cpu-" + i);
      producer.send(
          new ProducerRecord<>(other, "gpu", ("gpu-" + i).getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(together.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("all four hold a tile")
        .isTrue();
    assertThat(started).containsExactlyInAnyOrder("cpu-0", "cpu-1", "gpu-0", "gpu-1");
  }

  @Test
  void tileOfAHandThatDiesIsGivenToAnother() throws Exception {
    hand(
        (message, deliveries) -> {
          throw new InterruptedException("killed");
        });
    send("orphan");
    await().atMost(LIMIT).until(() -> started.size() == 1);

    hand((message, deliveries) -> AcknowledgeType.ACCEPT);

    await().atMost(LIMIT).until(() -> started.size() == 2);
    assertThat(started).containsExactly("orphan", "orphan");
  }

  @Test
  void handThatTheBrokerHasNoRoomForJoinsOnceThereIsSome() throws Exception {
    CountDownLatch die = new CountDownLatch(1);
    for (int i = 0; i < MOST; i++) {
      hand(
          (message, deliveries) -> {
            die.await();
            throw new InterruptedException("killed");
          });
      send("held-" + i);
    }
    await().atMost(LIMIT).until(() -> started.size() == MOST);

    hand((message, deliveries) -> AcknowledgeType.ACCEPT);
    send("left");
    TimeUnit.SECONDS.sleep(3);
    assertThat(started).doesNotContain("left");
    die.countDown();

    await().atMost(LIMIT).until(() -> started.contains("left"));
    await().atMost(LIMIT).until(() -> started.size() == 2 * MOST + 1);
    assertNothingIsLeft();
  }

  @Test
  void handThatStopsTakesNoNewTileButFinishesTheOneItHolds() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    Thread hand =
        hand(
            (message, deliveries) -> {
              finish.await();
              return AcknowledgeType.ACCEPT;
            });
    send("held");
    send("left");
    await().atMost(LIMIT).until(() -> started.contains("held"));

    stopping = true;
    hand.join(1_000);
    assertThat(hand.isAlive()).isTrue();
    finish.countDown();
    hand.join(LIMIT.toMillis());

    assertThat(hand.isAlive()).isFalse();
    assertThat(started).containsExactly("held");
    stopping = false;
    hand((message, deliveries) -> AcknowledgeType.ACCEPT);
    await().atMost(LIMIT).until(() -> started.contains("left"));
    assertThat(started).containsExactly("held", "left");
  }

  private Handler picky(boolean loaded) {
    return (message, deliveries) -> {
      if (Workbench.isForOthers(deliveries, loaded)) {
        return AcknowledgeType.RELEASE;
      }
      taken.incrementAndGet();
      return AcknowledgeType.ACCEPT;
    };
  }

  private void send(String value) {
    producer.send(new ProducerRecord<>(topic, value, value.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  private Thread hand(Handler handler) {
    return hand(topic, handler);
  }

  private Thread hand(String topic, Handler handler) {
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
    return thread;
  }
}

package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.Topics;
import io.oneiros.worker.Hand.Handler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The share group's ways, on a real broker; nothing here comes of a lock that has run out. */
class HandIT extends RealHands {
  private final AtomicInteger taken = new AtomicInteger();

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
  void tileIsPutOffTwiceAtMostSoThatMostGoToWhoeverHasTheirNetworkLoaded() {
    AtomicInteger loaded = new AtomicInteger();
    hand(picky(false));
    hand(picky(false));
    hand(
        (message, deliveries) -> {
          loaded.incrementAndGet();
          return picky(true).handle(message, deliveries);
        });
    int tiles = 60;
    for (int i = 0; i < tiles; i++) {
      send("tile-" + i);
    }

    await().atMost(LIMIT).until(() -> taken.get() == tiles);
    assertThat(started).allMatch(tile -> Collections.frequency(started, tile) <= 3);
    assertThat(loaded.get()).as("a third if nobody cared").isGreaterThan(tiles / 2);
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
    Hand last = hands.get(MOST);
    await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> !last.takesTiles());
    assertThat(started).doesNotContain("left");
    assertThat(new Crew(null, null, hands).slots()).isEqualTo(MOST);
    die.countDown();

    await().atMost(LIMIT).until(() -> started.contains("left"));
    await().atMost(LIMIT).until(() -> new Crew(null, null, hands).slots() == 1);
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
}

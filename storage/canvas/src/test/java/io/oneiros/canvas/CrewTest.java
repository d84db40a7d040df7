package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CrewTest {
  @Test
  void allAreDoneAndSeveralAtATime() {
    CountDownLatch both = new CountDownLatch(2);
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    try (Crew crew = new Crew("test", 2)) {
      crew.forEach(
          List.of(1, 2, 3),
          item -> {
            both.countDown();
            await(both);
            done.add(item);
          });
    }
    assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void afterAFailureNothingIsOnItsWayAndTheRestIsNotBegun() {
    CountDownLatch second = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    try (Crew crew = new Crew("test", 2)) {
      assertThatThrownBy(
              () ->
                  crew.forEach(
                      IntStream.range(0, 100).boxed().toList(),
                      item -> {
                        begun.add(item);
                        if (item == 0) {
                          await(second);
                          throw new MissingObjectException("gone", null);
                        }
                        second.countDown();
                        sleep();
                        ended.set(true);
                      }))
          .isInstanceOf(MissingObjectException.class)
          .hasMessage("gone");
      assertThat(ended).isTrue();
      assertThat(begun).contains(0, 1).hasSizeLessThan(100);
    }
  }

  @Test
  void whoHasFewDoesNotWaitForWhoHasMany() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger many = new AtomicInteger();
    try (Crew crew = new Crew("test", 1)) {
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(
              () ->
                  crew.forEach(
                      IntStream.range(0, 40).boxed().toList(),
                      item -> {
                        begun.countDown();
                        sleep();
                        many.incrementAndGet();
                      }));
      await(begun);
      crew.forEach(List.of(1, 2), item -> {});
      assertThat(many.get()).isLessThan(40);
      first.get(10, TimeUnit.SECONDS);
      assertThat(many).hasValue(40);
    }
  }

  @Test
  void whoIsInterruptedLeavesNothingOnItsWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    AtomicReference<Exception> thrown = new AtomicReference<>();
    try (Crew crew = new Crew("test", 1)) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  crew.forEach(
                      List.of(1, 2, 3),
                      item -> {
                        begun.countDown();
                        sleep();
                        done.incrementAndGet();
                      });
                } catch (ObjectStoreException e) {
                  thrown.set(e);
                }
              });
      caller.start();
      await(begun);
      caller.interrupt();
      caller.join();
      assertThat(done).hasValue(1);
      assertThat(thrown.get()).hasMessageContaining("Interrupted");
    }
  }

  @Test
  void whoWaitsWhenItIsClosedIsToldSo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Crew crew = new Crew("test", 1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () ->
                crew.forEach(
                    List.of(1, 2, 3),
                    item -> {
                      begun.countDown();
                      sleep();
                    }));
    await(begun);
    crew.close();
    assertThat(work)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("Closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

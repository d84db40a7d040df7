package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A crew that does not stop where it should never ends here: the time-out is what fails then. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CrewTest {
  /** More than can be done while a test lasts. */
  private static final List<Integer> ENDLESS =
      new AbstractList<>() {
        @Override
        public Integer get(int index) {
          return index;
        }

        @Override
        public int size() {
          return Integer.MAX_VALUE;
        }
      };

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

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
    try (Crew crew = new Crew("test", 2)) {
      assertThatThrownBy(
              () ->
                  crew.forEach(
                      ENDLESS,
                      item -> {
                        if (item == 0) {
                          await(second);
                          throw new MissingObjectException("gone", null);
                        }
                        begun.incrementAndGet();
                        second.countDown();
                        work();
                        done.incrementAndGet();
                      }))
          .isInstanceOf(MissingObjectException.class)
          .hasMessage("gone");
      assertThat(done.get()).isPositive().isEqualTo(begun.get());
    }
  }

  @Test
  void whoHasFewDoesNotWaitForWhoHasMany() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    try (Crew crew = new Crew("test", 1)) {
      CompletableFuture<Void> many =
          CompletableFuture.runAsync(
              () ->
                  crew.forEach(
                      ENDLESS,
                      item -> {
                        started.countDown();
                        if (done.get() == 2) {
                          goesOn.countDown();
                        }
                      }));
      await(started);
      crew.forEach(List.of(1, 2), item -> done.incrementAndGet());
      await(goesOn);
      assertThat(many).isNotDone();
    }
  }

  /** It is interrupted while one is being done. */
  @Test
  void whoIsInterruptedLeavesNothingOnItsWay() {
    Thread caller = Thread.currentThread();
    try (Crew crew = new Crew("test", 1)) {
      assertThatThrownBy(
              () ->
                  crew.forEach(
                      ENDLESS,
                      item -> {
                        begun.incrementAndGet();
                        caller.interrupt();
                        work();
                        done.incrementAndGet();
                      }))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageContaining("Interrupted");
      assertThat(Thread.interrupted()).as("it is told of the interrupt").isTrue();
      assertThat(done.get()).isPositive().isEqualTo(begun.get());
    }
  }

  @Test
  void whoWaitsWhenItIsClosedIsToldSo() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Crew crew = new Crew("test", 1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () ->
                crew.forEach(
                    List.of(1, 2, 3),
                    item -> {
                      started.countDown();
                      await(closed);
                    }));
    await(started);
    crew.close();
    closed.countDown();
    assertThat(work)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("Closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a moment: who does not wait for it finds it begun but not done. */
  private static void work() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

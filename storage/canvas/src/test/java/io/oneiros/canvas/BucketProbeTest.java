package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BucketProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void manyWhoAskCostOneQuestion() {
    BucketProbe probe = new BucketProbe(asked::incrementAndGet, LONG, LONG);
    for (int i = 0; i < 10; i++) {
      assertThat(probe.trouble()).isEmpty();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void anAnswerThatIsOldIsNotTold() {
    BucketProbe probe = new BucketProbe(this::firstFails, LONG, Duration.ZERO);
    assertThat(probe.trouble()).contains("The store is away.");
    assertThat(probe.trouble()).isEmpty();
  }

  @Test
  void troubleWithoutAMessageIsToldByItsName() {
    BucketProbe probe =
        new BucketProbe(
            () -> {
              throw new IllegalStateException();
            },
            LONG,
            LONG);
    assertThat(probe.trouble()).contains("java.lang.IllegalStateException");
  }

  private void firstFails() {
    if (asked.incrementAndGet() == 1) {
      throw new ObjectStoreException("The store is away.", null);
    }
  }

  @Test
  @Timeout(60)
  void aStoreThatHangsIsToldInTimeAndNotAskedAgain() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    BucketProbe probe =
        new BucketProbe(
            () -> {
              asked.incrementAndGet();
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            Duration.ofMillis(20),
            Duration.ZERO);
    assertThat(probe.trouble()).contains("no answer within 20 ms");
    begun.await();
    assertThat(probe.trouble()).contains("no answer within 20 ms");
    assertThat(asked).hasValue(1);
    never.countDown();
  }
}

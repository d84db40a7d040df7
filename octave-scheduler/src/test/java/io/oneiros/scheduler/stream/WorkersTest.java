package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Workers workers = new Workers(Duration.ofSeconds(60), Duration.ofSeconds(15));

  @Test
  void nobodyIsIdleWhereNobodyWorks() {
    assertThat(workers.anyIdle(START)).isFalse();
  }

  @Test
  void slotMustHaveBeenFreeForSomeTime() {
    beat(0, true);
    beat(14, true);
    assertThat(idle(14)).isFalse();
    assertThat(idle(15)).isTrue();
  }

  @Test
  void fullHandsBeginTheCountAnew() {
    beat(0, true);
    beat(10, false);
    beat(12, true);
    assertThat(idle(20)).isFalse();
    assertThat(idle(27)).isTrue();
  }

  @Test
  void whoWasNotJustHeardIsNotIdleForItMayBeGone() {
    beat(0, true);
    assertThat(idle(15)).isTrue();
    assertThat(idle(16)).isFalse();

    beat(40, true);
    assertThat(idle(40)).as("what it did meanwhile nobody knows").isFalse();
  }

  @Test
  void slotThatIsFreeNeedNotAlwaysBeTheSameOnes() {
    for (int second = 0; second <= 16; second += 4) {
      boolean first = second % 8 == 0;
      workers.heard(first ? "a" : "b", 1, 0, START.plusSeconds(second));
      workers.heard(first ? "b" : "a", 1, 1, START.plusSeconds(second + 1));
    }
    assertThat(idle(17)).isTrue();
  }

  @Test
  void timeThatNobodyCouldBeHeardInIsNotIdleness() {
    beat(0, true);
    workers.missed(Duration.ofSeconds(100));
    assertThat(idle(100)).isFalse();
    assertThat(workers.slots(START.plusSeconds(160))).isEqualTo(2);
    assertThat(workers.slots(START.plusSeconds(161))).isZero();
  }

  @Test
  void oneIsEnoughToBeAnyAndNotToBeAll() {
    workers.heard("idle", 2, 1, START);
    workers.heard("busy", 2, 2, START);
    workers.heard("idle", 2, 1, START.plusSeconds(10));
    assertThat(idle(20)).isTrue();
    assertThat(workers.allIdle(START.plusSeconds(20))).isFalse();

    workers.heard("idle", 2, 1, START.plusSeconds(61));
    assertThat(workers.allIdle(START.plusSeconds(61))).as("the busy one is gone").isTrue();
    assertThat(workers.allIdle(START.plusSeconds(200))).as("nobody is there").isFalse();
  }

  private void beat(int second, boolean free) {
    workers.heard("w", 2, free ? 1 : 2, START.plusSeconds(second));
  }

  private boolean idle(int second) {
    return workers.anyIdle(START.plusSeconds(second));
  }
}

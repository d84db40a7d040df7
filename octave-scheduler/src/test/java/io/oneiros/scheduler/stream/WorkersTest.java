package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Result.WorkerHeartbeat;
import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TaskId TILE = TaskId.of("d/o0/r0/tile/0/a1");

  private final Workers workers = new Workers(Duration.ofSeconds(60), Duration.ofSeconds(15));

  @Test
  void nobodyIsIdleWhereNobodyWorks() {
    assertThat(workers.anyIdle(START)).isFalse();
  }

  @Test
  void slotMustHaveBeenFreeForSomeTime() {
    beat(0, 0);
    beat(14, 0);
    assertThat(idle(14)).isFalse();
    assertThat(idle(15)).isTrue();
  }

  @Test
  void fullHandsBeginTheCountAnew() {
    beat(0, 1);
    beat(10, 2);
    beat(12, 1);
    assertThat(idle(20)).isFalse();
    assertThat(idle(27)).isTrue();
  }

  @Test
  void silentWorkerIsGone() {
    beat(0, 0);
    assertThat(idle(60)).isTrue();
    assertThat(idle(61)).isFalse();
  }

  private void beat(int second, int busy) {
    workers.heard(
        new WorkerHeartbeat("w", 2, Collections.nCopies(busy, TILE), "cpu"),
        START.plusSeconds(second));
  }

  private boolean idle(int second) {
    return workers.anyIdle(START.plusSeconds(second));
  }
}

package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Result.WorkerHeartbeat;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.job.Kinds;
import io.oneiros.scheduler.job.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TaskId TILE = TaskId.of("d1/k3/o0/r0/tile/0/a1");

  private final Fleet fleet =
      new Fleet(
          new Patience(
              Duration.ofSeconds(60),
              Duration.ofSeconds(1),
              Duration.ofMinutes(15),
              Duration.ofHours(1)),
          START);

  @Test
  void slotsAreThoseOfTheWorkersOfAKindThatAreHeard() {
    beat("w1", 2, "cpu", 0);
    beat("w2", 4, "cpu", 10);
    beat("w2", 1, "gpu", 10);
    assertThat(fleet.slots(at(20))).isEqualTo(Map.of("cpu", 6, "gpu", 1));

    beat("w1", 3, "cpu", 65);
    assertThat(fleet.slots(at(75))).as("w2 is gone").isEqualTo(Map.of("cpu", 3));
  }

  @Test
  void kindIsIdleWhereAWorkerOfItHasLongHadASlotFree() {
    beat("w1", 2, "cpu", 0);
    beat("w1", 1, "gpu", 0, TILE);
    beat("w1", 2, "cpu", 10);
    beat("w1", 2, "cpu", 20);
    beat("w1", 1, "gpu", 20, TILE);

    Kinds kinds = fleet.kinds(at(20));
    assertThat(kinds.idle()).isEqualTo(Set.of("cpu"));
    assertThat(kinds.heard()).isEqualTo(Map.of("cpu", at(20), "gpu", at(20)));
    assertThat(kinds.since()).isEqualTo(START);
  }

  @Test
  void whenAKindWasHeardLastIsRememberedAfterItsWorkersHaveGone() {
    beat("w1", 2, "cpu", 5);

    assertThat(fleet.slots(at(1000))).isEmpty();
    assertThat(fleet.kinds(at(1000)).heard()).isEqualTo(Map.of("cpu", at(5)));
  }

  @Test
  void whatHeartbeatsClaimIsNeverLessThanNothing() {
    beat("w1", Integer.MAX_VALUE, "cpu", 0);
    beat("w2", Integer.MAX_VALUE, "cpu", 0);
    assertThat(fleet.slots(at(1))).isEqualTo(Map.of("cpu", Integer.MAX_VALUE));
  }

  private void beat(String worker, int slots, String kind, int second, TaskId... busy) {
    fleet.heard(new WorkerHeartbeat(worker, slots, List.of(busy), kind, List.of()), at(second));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}

package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.TaskId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingsTest {
  private final Endings endings = new Endings(new KafkaSettings(Map.of()));

  @Test
  void tasksOfADreamThatIsCancelledOrHasFailedAreOver() {
    endings.heard(new DreamEvent.Cancelled("d1", "k3"));
    Problem problem = Problem.of(ProblemCode.TILE_FAILED, "bad luck");
    endings.heard(new DreamEvent.Failed("d2", "k4", problem));
    endings.heard(new DreamEvent.Completed("d3", "image", "sha", 1));

    assertThat(endings.over(TaskId.of("d1/k3/o1/r2/tile/7/a1"))).isTrue();
    assertThat(endings.over(TaskId.of("d2/k4/o0/r0/tile/0/a3"))).isTrue();
    assertThat(endings.over(TaskId.of("d3/k3/o0/r0/tile/0/a1"))).isFalse();
  }

  @Test
  void dreamThatHasTheIdOfAnEarlierOneIsNotOver() {
    endings.heard(new DreamEvent.Cancelled("d1", "k3"));

    assertThat(endings.over(TaskId.of("d1/k4/o1/r2/tile/7/a1"))).isFalse();
  }

  @Test
  void eventOfAnOlderSchedulerEndsNothing() {
    endings.heard(new DreamEvent.Cancelled("d1", null));

    assertThat(endings.over(TaskId.of("d1/null/o1/r2/tile/7/a1"))).isFalse();
  }

  @Test
  void onlyTheLastTenThousandAreRemembered() {
    for (int i = 0; i <= 10_000; i++) {
      endings.heard(new DreamEvent.Cancelled("d" + i, "k3"));
    }

    assertThat(endings.over(TaskId.of("d0/k3/o0/r0/tile/0/a1"))).isFalse();
    assertThat(endings.over(TaskId.of("d1/k3/o0/r0/tile/0/a1"))).isTrue();
  }
}

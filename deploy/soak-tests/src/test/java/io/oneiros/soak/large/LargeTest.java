package io.oneiros.soak.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.soak.BrokenPromiseException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LargeTest {
  @Test
  void processThatTookMoreThanItMayIsNamed() {
    assertThatThrownBy(() -> hold("storage-1", 300, 501))
        .isInstanceOf(BrokenPromiseException.class)
        .hasMessageContaining("storage-1 had 501 MB resident; at most 500 are promised")
        .hasMessageContaining("the report");
    assertThatCode(() -> hold("storage-1", 300, 500)).doesNotThrowAnyException();
  }

  @Test
  void schedulerAndGatewayMayNotGrowWithThePicture() {
    for (String name : new String[] {"scheduler-1", "gateway-1"}) {
      assertThatThrownBy(() -> hold(name, 250, 351))
          .isInstanceOf(BrokenPromiseException.class)
          .hasMessageContaining(name + " grew by 101 MB; at most 100 is flat");
      assertThatCode(() -> hold(name, 250, 350)).doesNotThrowAnyException();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void peakIsThatOfTheProcessAndOneThatHasDiedHasNone() throws Exception {
    long own = Peaks.of("this", ProcessHandle.current().pid());
    assertThat(own).isBetween(20L, 100_000L);

    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThatIllegalStateException()
        .isThrownBy(() -> Peaks.of("worker-1", ended.pid()))
        .withMessage("worker-1 has died");
  }

  private static void hold(String process, long before, long after) {
    Large.hold(Map.of(process, before), Map.of(process, after), "the report");
  }
}

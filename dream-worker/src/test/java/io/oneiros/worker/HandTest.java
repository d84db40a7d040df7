package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandTest {
  @Test
  void pauseAfterEachErrorIsTwiceAsLongUpToEightSeconds() {
    assertThat(pauses(1)).containsExactly(1000L, 2000L, 4000L, 8000L, 8000L);
  }

  @Test
  void chanceTakesHalfOfItAtMost() {
    assertThat(pauses(0)).containsExactly(500L, 1000L, 2000L, 4000L, 4000L);
    assertThat(Hand.afterError(0, 0.5)).isEqualTo(Duration.ofMillis(750));
  }

  @Test
  void pauseIsNeverLongerHoweverManyFailuresThereWere() {
    assertThat(Hand.afterError(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofSeconds(8));
  }

  private static List<Long> pauses(double chance) {
    return IntStream.range(0, 5).mapToObj(i -> Hand.afterError(i, chance).toMillis()).toList();
  }
}

package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void pausesGrowToAnHour() {
    Attempts attempts = new Attempts(20, SECOND.multipliedBy(2), SECOND, SECOND);

    assertThat(attempts.pause(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(attempts.pause(5)).isEqualTo(Duration.ofSeconds(512));
    assertThat(attempts.pause(7)).isEqualTo(Duration.ofHours(1));
    assertThat(new Attempts(20, Duration.ofHours(1), SECOND, SECOND).pause(20))
        .isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1S, PT1S, PT1S, attempts is 0",
    "21, PT1S, PT1S, PT1S, attempts is 21",
    "1, PT0S, PT1S, PT1S, pause is PT0S",
    "1, PT2H, PT1S, PT1S, pause is PT2H",
    "1, PT1S, PT2M, PT1S, timeout is PT2M",
    "1, PT1S, PT1S, PT0S, patience is PT0S",
    "1, PT1S, PT1S, P2D, patience is PT48H"
  })
  void whatIsOutOfRangeIsNamed(
      int most, Duration pause, Duration timeout, Duration patience, String said) {
    assertThatThrownBy(() -> new Attempts(most, pause, timeout, patience))
        .hasMessageStartingWith("oneiros.webhooks." + said + "; it must be ");
  }
}

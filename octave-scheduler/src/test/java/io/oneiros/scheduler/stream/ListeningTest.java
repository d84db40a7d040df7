package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Listening listening = new Listening(SECOND, Duration.ofSeconds(15), START);

  @Test
  void nothingIsMissedByWhoIsOnlyBusy() {
    assertThat(missed(1)).isZero();
    assertThat(missed(16)).isZero();
    assertThat(missed(31)).isZero();
  }

  @Test
  void sleepIsMissedButForTheTimeAfterWhichItWouldHaveListenedAnyway() {
    missed(1);
    assertThat(missed(3601)).isEqualTo(Duration.ofSeconds(3599));
    assertThat(missed(3602)).as("once").isZero();
  }

  @Test
  void clockThatIsSetBackTakesTimeAway() {
    missed(3600);
    assertThat(missed(0)).isEqualTo(Duration.ofSeconds(-3601));
    assertThat(missed(1)).isZero();
  }

  @Test
  void shortLeasesDoNotMakeALateTickASleep() {
    Listening hasty = new Listening(SECOND, Duration.ofMillis(500), START);
    assertThat(hasty.missed(START.plusSeconds(5))).isZero();
    assertThat(hasty.missed(START.plusSeconds(11))).isPositive();
  }

  private Duration missed(int second) {
    return listening.missed(START.plusSeconds(second));
  }
}

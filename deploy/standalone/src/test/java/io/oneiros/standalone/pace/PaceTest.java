package io.oneiros.standalone.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.contract.Size;
import io.oneiros.contract.plan.Plan;
import io.oneiros.contract.plan.Plan.Octave;
import io.oneiros.standalone.pace.Pace.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Plan PLAN =
      new Plan(
          List.of(
              new Octave(new Size(100, 100), 10, 1, 1, 100_000),
              new Octave(new Size(200, 200), 10, 2, 8, 500_000)),
          new Size(100, 100),
          500_000,
          200_000,
          1);

  @Test
  void twoDreamsTellWhatComputingAndMovingTake() {
    Pace pace = Pace.of(new Timed(8_000, 1_000, 8.5), new Timed(4_000, 8_000, 8));

    assertThat(pace.computing()).isCloseTo(0.001, within(1e-9));
    assertThat(pace.moving()).isCloseTo(0.0005, within(1e-9));
  }

  @Test
  void neitherTakesLessThanNoTimeHoweverRoughlyDreamsAreMeasured() {
    Pace quickRounds = Pace.of(new Timed(8_000, 1_000, 8), new Timed(4_000, 8_000, 1));
    Pace slowRounds = Pace.of(new Timed(8_000, 1_000, 8), new Timed(4_000, 8_000, 1_000));

    assertThat(quickRounds.moving()).isZero();
    assertThat(quickRounds.computing()).isEqualTo(0.001);
    assertThat(slowRounds.computing()).isPositive();
  }

  @Test
  void workersShareTheTilesOfARoundAndNothingElse() {
    Pace pace = new Pace(0.001, 0.0001);

    assertThat(pace.seconds(PLAN, 1)).isCloseTo(20 + 100 + 500, within(1e-9));
    assertThat(pace.seconds(PLAN, 2)).isCloseTo(20 + 100 + 250, within(1e-9));
    assertThat(pace.seconds(PLAN, 64)).isCloseTo(20 + 100 + 125, within(1e-9));
  }
}

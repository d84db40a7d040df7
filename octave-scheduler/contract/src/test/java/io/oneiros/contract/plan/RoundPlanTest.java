package io.oneiros.contract.plan;

import static io.oneiros.contract.Normalisation.OWN;
import static io.oneiros.contract.Normalisation.RAW;
import static io.oneiros.contract.Normalisation.TRACKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.TilingMode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundPlanTest {
  private static final Size LARGE = new Size(600, 400);

  @Test
  void octaveOfOneTileIsOneTaskWithAllItsSteps() {
    List<Round> rounds = RoundPlan.of(recipe(TilingMode.EXACT, 10), 0, new Size(256, 256));

    assertThat(rounds).hasSize(1);
    assertThat(rounds.get(0).normalisation()).isEqualTo(OWN);
    assertThat(rounds.get(0).steps()).isEqualTo(10);
    assertThat(rounds.get(0).tiles().tiles()).isEqualTo(1);
    assertThat(rounds.get(0).tiles().feather()).isZero();
  }

  @Test
  void exactOctaveHasARoundAStep() {
    List<Round> rounds = RoundPlan.of(recipe(TilingMode.EXACT, 5), 0, LARGE);

    assertThat(rounds).extracting(Round::firstStep).containsExactly(0, 1, 2, 3, 4);
    assertThat(rounds).allMatch(r -> r.steps() == 1 && r.normalisation() == RAW);
    assertThat(rounds).allMatch(r -> r.tiles().feather() == 0);
  }

  @Test
  void fastOctaveOpensWithTwoExactRoundsThenCutsTheRestEvenly() {
    List<Round> rounds = RoundPlan.of(recipe(TilingMode.FAST, 21), 0, LARGE);

    assertThat(rounds)
        .extracting(Round::normalisation)
        .containsExactly(RAW, RAW, TRACKED, TRACKED, TRACKED);
    assertThat(rounds).extracting(Round::firstStep).containsExactly(0, 1, 2, 8, 15);
    assertThat(rounds).extracting(Round::steps).containsExactly(1, 1, 6, 7, 6);
    assertThat(rounds)
        .extracting(r -> r.tiles().feather())
        .containsExactly(0, 0, TilePlan.FEATHER, TilePlan.FEATHER, TilePlan.FEATHER);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 2", "5, 10", "15, 30", "16, 32", "17, 32", "64, 32"})
  void featherOfFastRoundsIsNeverWiderThanTheHalosOfTwoTiles(int halo, int feather) {
    Recipe recipe =
        Recipes.of("\"octaves\":1,\"iterations\":21,\"tile\":256,\"halo\":%d".formatted(halo));
    List<Round> rounds = RoundPlan.of(recipe, 0, LARGE);

    assertThat(rounds)
        .filteredOn(round -> round.normalisation() == TRACKED)
        .hasSize(3)
        .allMatch(round -> round.tiles().feather() == feather);
  }

  @Test
  void everyOtherFastRoundIsShifted() {
    List<Round> rounds = RoundPlan.of(recipe(TilingMode.FAST, 26), 0, LARGE);

    assertThat(rounds.get(2).tiles().xs()).containsExactly(0, 200, 400, 600);
    assertThat(rounds.get(3).tiles().xs()).containsExactly(0, 100, 300, 500, 600);
    assertThat(rounds.get(4).tiles()).isEqualTo(rounds.get(2).tiles());
  }

  @Test
  void stepsAlwaysAddUp() {
    for (TilingMode mode : TilingMode.values()) {
      for (int steps = 1; steps < 60; steps++) {
        int next = 0;
        for (Round round : RoundPlan.of(recipe(mode, steps), 0, LARGE)) {
          assertThat(round.firstStep()).isEqualTo(next);
          assertThat(round.steps()).isBetween(1, 8);
          next += round.steps();
        }
        assertThat(next).isEqualTo(steps);
      }
    }
  }

  private static Recipe recipe(TilingMode mode, int iterations) {
    return Recipes.of(
        "\"octaves\":1,\"iterations\":%d,\"tile\":256,\"mode\":\"%s\""
            .formatted(iterations, mode.name().toLowerCase(Locale.ROOT)));
  }
}

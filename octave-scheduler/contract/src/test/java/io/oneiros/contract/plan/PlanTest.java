package io.oneiros.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void octaveOfOneTileIsComputedOnceInWholeCells() {
    Recipe recipe = Recipes.of("\"octaves\":1,\"iterations\":10,\"jitter\":0,\"tile\":256");
    Plan plan = Plan.of(recipe, new Size(200, 100));

    assertThat(plan.octaves())
        .containsExactly(new Plan.Octave(new Size(200, 100), 10, 1, 1, 208 * 112 * 10));
    assertThat(plan.patch()).isEqualTo(new Size(208, 112));
    assertThat(plan.pixelSteps()).isEqualTo(200 * 100 * 10);
    assertThat(plan.patchSteps()).isEqualTo(208 * 112 * 10);
  }

  @Test
  void tilesHaveHalosWhereThePictureGoesOn() {
    Recipe recipe =
        Recipes.of(
            "\"octaves\":1,\"iterations\":3,\"jitter\":0,\"tile\":256,\"halo\":16,\"mode\":\"exact\"");
    Plan plan = Plan.of(recipe, new Size(768, 256));

    assertThat(plan.octaves())
        .containsExactly(new Plan.Octave(new Size(768, 256), 3, 3, 9, (272 + 288 + 272) * 256 * 3));
    assertThat(plan.octaves().get(0).atOnce()).isEqualTo(3);
    assertThat(plan.patch()).isEqualTo(new Size(288, 256));
  }

  @Test
  void jitterCostsUpToACell() {
    String spec = "\"octaves\":1,\"iterations\":1,\"tile\":256,\"jitter\":%d";
    Size size = new Size(160, 160);

    assertThat(Plan.of(Recipes.of(spec.formatted(0)), size).patch()).isEqualTo(size);
    assertThat(Plan.of(Recipes.of(spec.formatted(32)), size).patch()).isEqualTo(new Size(176, 176));
  }

  @Test
  void everyOctaveIsCounted() {
    Recipe recipe =
        Recipes.of(
            "\"octaves\":2,\"octaveScale\":2,\"iterations\":[4,12],\"tile\":256,\"mode\":\"fast\"");
    Plan plan = Plan.of(recipe, new Size(512, 512));

    assertThat(plan.octaves())
        .extracting(Plan.Octave::rounds, Plan.Octave::tiles)
        // Of the second two exact rounds and two fast ones, of 2 x 2 and 3 x 3 tiles.
        .containsExactly(tuple(1, 1), tuple(4, 4 + 4 + 4 + 9));
    assertThat(plan.pixelSteps()).isEqualTo(recipe.pixelSteps(new Size(512, 512)));
    assertThat(plan.moved()).isEqualTo(256 * 256 * 2 + 512 * 512 * 6);
  }

  @Test
  void largestPicturesAreCountedWithoutOverflow() {
    Plan plan = Plan.of(Recipes.of("\"octaves\":1"), new Size(16_384, 16_384));

    assertThat(plan.stored()).isGreaterThan(12L * 16_384 * 16_384 * 4);
    assertThat(plan.patchSteps()).isGreaterThan(plan.pixelSteps());
  }
}

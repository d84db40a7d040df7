package io.oneiros.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.spec.Ascent.Norm;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void meanWeighsTilesByTheirSize() {
    List<StepStatistics> tiles =
        List.of(new StepStatistics(10, 0, 0, 10), new StepStatistics(90, 0, 0, 30));

    assertThat(Growth.norm(tiles, Norm.MEAN_ABS)).isEqualTo(2.5);
  }

  @Test
  void continuesTheGeometricGrowthOfTheStepsSoFar() {
    assertThat(Growth.next(List.of(3.0))).isEqualTo(3.0);
    assertThat(Growth.next(List.of(2.0, 3.0))).isCloseTo(4.5, within(1e-12));
    assertThat(Growth.next(List.of(2.0, 100.0, 8.0))).isCloseTo(16, within(1e-12));
  }

  @Test
  void nothingCanBeDividedByNothing() {
    assertThat(Growth.usable(0)).isFalse();
    assertThat(Growth.usable(Double.NaN)).isFalse();
    assertThat(Growth.usable(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(Growth.usable(Double.MIN_VALUE)).isFalse();
    assertThat(Growth.usable(1e-30)).isTrue();
  }
}

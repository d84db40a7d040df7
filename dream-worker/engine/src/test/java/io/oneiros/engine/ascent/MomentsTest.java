package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void theFirstStepIsTheRateWhateverTheGradient() {
    double[][] z = {{1, 1, 1}};
    new Moments(0.05, 1, 3).climb(z, new double[][] {{1e-3, -400, 0}});
    assertThat(z[0]).containsExactly(new double[] {1.05, 0.95, 1}, within(1e-5));
  }

  /** By hand: after g = 1, then g = -1, m = -.01, v = .001999; unbiased -.01 / .19 and 1. */
  @Test
  void aGradientThatSwingsMovesLittle() {
    double[][] z = {{0}};
    Moments moments = new Moments(0.1, 1, 1);
    moments.climb(z, new double[][] {{1}});
    moments.climb(z, new double[][] {{-1}});
    assertThat(z[0][0]).isCloseTo(0.1 - 0.1 * 0.01 / 0.19, within(1e-8));
  }
}

package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecorrelatedColourTest {
  private static final double[][] UNITS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  @Test
  void isLucidsMatrixOverItsLargestColumn() {
    double norm = Math.sqrt(.26 * .26 + .27 * .27 + .27 * .27);
    assertThat(DecorrelatedColour.toRgb(UNITS)[0])
        .containsExactly(new double[] {.26 / norm, .09 / norm, .02 / norm}, within(1e-15));
    assertThat(DecorrelatedColour.toRgb(UNITS)[2])
        .containsExactly(new double[] {.27 / norm, -.09 / norm, .03 / norm}, within(1e-15));
  }

  @Test
  void coloursComeBackFromTheirAxes() {
    double[][] again = DecorrelatedColour.toRgb(DecorrelatedColour.fromRgb(UNITS));
    for (int i = 0; i < 3; i++) {
      assertThat(again[i]).containsExactly(UNITS[i], within(1e-12));
    }
  }

  @Test
  void theAdjointIsTheTranspose() {
    double[][] there = DecorrelatedColour.toRgb(UNITS);
    double[][] back = DecorrelatedColour.adjoint(UNITS);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(back[i][j]).isEqualTo(there[j][i]);
      }
    }
  }
}

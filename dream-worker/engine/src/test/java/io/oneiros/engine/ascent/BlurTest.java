package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Gaussian;
import io.oneiros.engine.image.Picture;
import org.junit.jupiter.api.Test;

class BlurTest {

  @Test
  void isTheMeanOfThreeGaussians() {
    Picture gradient = Pictures.random(20, 16, -1, 1);
    Picture blurred = Blur.of(gradient, 1.5);
    for (int i = 0; i < blurred.values().length; i++) {
      double sum = 0;
      for (double sigma : new double[] {0.75, 1.5, 3}) {
        sum += Gaussian.blurred(gradient, sigma).values()[i];
      }
      assertThat(blurred.values()[i]).isCloseTo((float) (sum / 3), within(1e-6f));
    }
  }

  @Test
  void growsAsHvassDoes() {
    for (int i = 0; i < 10; i++) {
      assertThat(Blur.HVASS.sigmaAt(i, 10)).isCloseTo(4.0 * i / 10 + 0.5, within(1e-12));
    }
  }

  @Test
  void partsOfAGrowingBlurGrowAsTheWhole() {
    Blur part = Blur.HVASS.part(4, 7, 10);
    for (int i = 0; i < 3; i++) {
      assertThat(part.sigmaAt(i, 3)).isCloseTo(Blur.HVASS.sigmaAt(4 + i, 10), within(1e-12));
    }
    assertThat(Blur.HVASS.part(9, 10, 10).sigmaAt(0, 1)).isCloseTo(4.1, within(1e-12));
    assertThat(Blur.NONE.part(1, 2, 3)).isEqualTo(Blur.NONE);
  }

  @Test
  void neitherShrinksBelowNothingNorGrowsBeyondItsBound() {
    assertThatThrownBy(() -> new Blur(1, -2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Blur(60, 10)).hasMessageContaining("64");
    assertThatThrownBy(() -> new Blur(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}

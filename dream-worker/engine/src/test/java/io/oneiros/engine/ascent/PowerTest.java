package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTest {

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, -0.25, -0.1, 0, 0.25, 0.5, 0.75, 1, 2.3, 2.75, 5, -1.75})
  void isThePower(double exponent) {
    for (double v : new double[] {1e-8, 0.3, 1, 7}) {
      double wanted = Math.pow(v, exponent);
      assertThat(Power.of(exponent).applyAsDouble(v)).isCloseTo(wanted, within(1e-14 * wanted));
    }
  }
}

package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SrgbSamplesTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 255", "0.5, 128", "0.0019607, 0", "0.0019608, 1", "-3, 0", "7, 255"})
  void valuesAreRoundedHalfUpToEightBits(float value, int eightBit) {
    assertThat(SrgbSamples.eightBit(value) & 0xFF).isEqualTo(eightBit);
  }

  @ParameterizedTest
  @CsvSource({"1", "77", "128", "254"})
  void eightBitsComeBackAsTheyWere(int eightBit) {
    assertThat(SrgbSamples.eightBit(eightBit / 255f) & 0xFF).isEqualTo(eightBit);
  }
}

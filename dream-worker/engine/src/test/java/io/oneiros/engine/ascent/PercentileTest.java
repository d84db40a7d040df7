package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {

  @ParameterizedTest
  @CsvSource({"1, 50", "2, 50", "1000, 0", "1000, 37.3", "1000, 100", "77, 90"})
  void isTheNumberOfThatRank(int count, double percent) {
    float[] values = new float[count];
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(4) == 0 ? 0 : (float) Math.exp(8 * random.nextGaussian());
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(Percentile.of(values, percent))
        .isEqualTo(sorted[(int) Math.ceil(percent / 100 * (count - 1))]);
  }

  @Test
  void tellsNumbersApartThatDifferInTheirLastBit() {
    float[] values = {1, Math.nextUp(1f), Math.nextUp(Math.nextUp(1f))};
    assertThat(Percentile.of(values, 50)).isEqualTo(Math.nextUp(1f));
  }
}

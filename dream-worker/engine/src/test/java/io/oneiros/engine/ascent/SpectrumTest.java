package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumTest {
  @Test
  void aCoefficientWeighsWhatNaturalPicturesHaveAtItsFrequency() {
    Spectrum spectrum = new Spectrum(16, 8);
    double[] z = new double[spectrum.size()];
    // Vertical frequency -2 / 8, horizontal 3 / 16: row 6, column 3 of 9.
    z[2 * (6 * 9 + 3)] = 1;
    double f = Math.hypot(2 / 8.0, 3 / 16.0);
    double amplitude = Math.sqrt(16 * 8) / f / 4 * 2 / (16 * 8);
    double[] plane = spectrum.plane(z);
    assertThat(plane[0]).isCloseTo(amplitude, within(1e-12));
    assertThat(plane[3 * 16 + 5])
        .isCloseTo(
            amplitude * Math.cos(2 * Math.PI * (-2 * 3 / 8.0 + 3 * 5 / 16.0)), within(1e-12));
  }

  @Test
  void theMeanWeighsAsMuchAsTheLowestFrequencyOfTheLongerSide() {
    Spectrum spectrum = new Spectrum(16, 8);
    double[] z = new double[spectrum.size()];
    z[0] = 1;
    assertThat(spectrum.plane(z)).containsOnly(Math.sqrt(16 * 8) * 16 / 4 / (16 * 8));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "12, 7", "8, 16", "31, 1"})
  void planesComeBackAndTheAdjointIsTheTranspose(int width, int height) {
    Spectrum spectrum = new Spectrum(width, height);
    double[] plane = new Random(1).doubles(width * height, -1, 1).toArray();
    double[] z = new Random(2).doubles(spectrum.size(), -1, 1).toArray();
    assertThat(spectrum.plane(spectrum.variables(plane))).containsExactly(plane, within(1e-10));
    assertThat(dot(z, spectrum.adjoint(plane)))
        .isCloseTo(dot(spectrum.plane(z), plane), within(1e-10));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

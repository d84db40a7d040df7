package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visnow.jlargearrays.ConcurrencyUtils;

class FourierTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 6", "2, 1", "3, 2", "4, 5", "7, 4", "8, 8", "15, 9", "4, 223", "227, 3"})
  void isTheSumOfItsDefinition(int width, int height) {
    Fourier fourier = new Fourier(width, height);
    double[] plane = random(width * height, 1);
    double[] spectrum = fourier.spectrum(plane);
    assertThat(spectrum).hasSize(2 * height * (width / 2 + 1));
    for (int k = 0; k < height; k++) {
      for (int l = 0; l < fourier.bins(); l++) {
        double re = 0;
        double im = 0;
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            double angle = -2 * Math.PI * ((double) k * y / height + (double) l * x / width);
            re += plane[y * width + x] * Math.cos(angle);
            im += plane[y * width + x] * Math.sin(angle);
          }
        }
        int at = 2 * (k * fourier.bins() + l);
        assertThat(spectrum[at]).isCloseTo(re, within(1e-10));
        assertThat(spectrum[at + 1]).isCloseTo(im, within(1e-10));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 6", "2, 1", "3, 2", "4, 5", "64, 32", "45, 77", "6, 223", "227, 3"})
  void aPlaneComesBackFromItsSpectrum(int width, int height) {
    Fourier fourier = new Fourier(width, height);
    double[] plane = random(width * height, 2);
    double[] again = fourier.plane(fourier.spectrum(plane));
    for (int i = 0; i < plane.length; i++) {
      assertThat(again[i]).isCloseTo(plane[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "5, 4", "6, 6", "9, 15", "226, 2"})
  void theAdjointIsTheTranspose(int width, int height) {
    Fourier fourier = new Fourier(width, height);
    double[] z = random(2 * height * fourier.bins(), 3);
    double[] g = random(width * height, 4);
    assertThat(dot(z, fourier.adjoint(g))).isCloseTo(dot(fourier.plane(z), g), within(1e-12));
  }

  /** 16384 is above the length from which JTransforms divides one transform among threads. */
  @Test
  void theNumberOfThreadsChangesNoBit() {
    int threads = ConcurrencyUtils.getNumberOfThreads();
    try {
      for (int width : new int[] {16_384, 15_000, 10_007}) {
        double[] plane = random(2 * width, 5);
        ConcurrencyUtils.setNumberOfThreads(1);
        double[] one = new Fourier(width, 2).spectrum(plane);
        ConcurrencyUtils.setNumberOfThreads(4);
        assertThat(new Fourier(width, 2).spectrum(plane)).isEqualTo(one);
      }
    } finally {
      ConcurrencyUtils.setNumberOfThreads(threads);
    }
  }

  private static double[] random(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

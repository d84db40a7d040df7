package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Picture;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecorrelatedTest {
  static Stream<Basis> bases() {
    return Stream.of(new Spectrum(6, 4), new Spectrum(5, 7), new Spectrum(1, 3), new Pixels(5, 4));
  }

  /** Of f(x) = sum over i of w_i x_i^2, in float64. */
  @ParameterizedTest
  @MethodSource("bases")
  void theGradientIsTheDifferenceQuotient(Basis basis) {
    Decorrelated parametrisation = new Decorrelated(basis);
    Random random = new Random(3);
    double[][] z = parametrisation.noise(1);
    double[][] weights = new double[3][];
    for (int c = 0; c < 3; c++) {
      weights[c] = random.doubles((long) basis.width() * basis.height(), -1, 1).toArray();
      for (int i = 0; i < z[c].length; i++) {
        z[c][i] *= 50;
      }
    }
    double[][] values = parametrisation.values(z);
    double[][] slope = new double[3][values[0].length];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < slope[c].length; i++) {
        slope[c][i] = 2 * weights[c][i] * values[c][i];
      }
    }
    double[][] gradient = parametrisation.pullback(values, slope);
    double h = 1e-5;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < z[c].length; i++) {
        double at = z[c][i];
        z[c][i] = at + h;
        double above = sum(parametrisation.values(z), weights);
        z[c][i] = at - h;
        double below = sum(parametrisation.values(z), weights);
        z[c][i] = at;
        assertThat(gradient[c][i]).isCloseTo((above - below) / (2 * h), within(1e-8));
      }
    }
  }

  @Test
  void pullsPicturesBackAsItDoesDoubles() {
    Decorrelated parametrisation = new Decorrelated(new Spectrum(9, 6));
    double[][] z = parametrisation.noise(1);
    Picture gradient = random(9, 6, 0, 1);
    double[][] precise =
        parametrisation.pullback(
            parametrisation.values(z),
            new double[][] {plane(gradient, 0), plane(gradient, 1), plane(gradient, 2)});
    double[][] pulled = parametrisation.pullback(z, parametrisation.decode(z), gradient);
    for (int c = 0; c < 3; c++) {
      assertThat(pulled[c]).containsExactly(precise[c], within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("bases")
  void aPictureComesBackFromItsVariables(Basis basis) {
    Decorrelated parametrisation = new Decorrelated(basis);
    Picture picture = random(basis.width(), basis.height(), 0.004f, 0.996f);
    Picture again = parametrisation.decode(parametrisation.encode(picture));
    assertThat(again.values()).containsExactly(picture.values(), within(1e-6f));
  }

  @Test
  void blackAndWhiteComeBackWithinAGreyLevel() {
    Decorrelated parametrisation = new Decorrelated(new Spectrum(8, 8));
    Picture picture = Picture.blank(8, 8);
    Arrays.fill(picture.values(), 0, 96, 1);
    Picture again = parametrisation.decode(parametrisation.encode(picture));
    assertThat(again.values()).containsExactly(picture.values(), within(1.001f / 255));
  }

  @Test
  void noiseIsNearGreyAndTheSameForASeed() {
    Decorrelated parametrisation = new Decorrelated(new Spectrum(64, 48));
    double[][] noise = parametrisation.noise(7);
    assertThat(noise).isDeepEqualTo(parametrisation.noise(7));
    assertThat(noise[0][0]).isNotEqualTo(parametrisation.noise(8)[0][0]);
    assertThat(deviation(noise[1])).isCloseTo(0.01, within(0.0005));
    for (float value : parametrisation.decode(noise).values()) {
      assertThat(value).isBetween(0.4f, 0.6f);
    }
  }

  @Test
  void anotherSizeIsRefused() {
    Decorrelated parametrisation = new Decorrelated(new Pixels(3, 4));
    assertThatThrownBy(() -> parametrisation.encode(Picture.blank(4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 4");
  }

  private static double sum(double[][] values, double[][] weights) {
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < values[c].length; i++) {
        sum += weights[c][i] * values[c][i] * values[c][i];
      }
    }
    return sum;
  }

  private static double deviation(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
  }

  private static double[] plane(Picture picture, int channel) {
    double[] plane = new double[picture.width() * picture.height()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = picture.values()[channel * plane.length + i];
    }
    return plane;
  }

  private static Picture random(int width, int height, float least, float greatest) {
    Random random = new Random(5);
    Picture picture = Picture.blank(width, height);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = least + (greatest - least) * random.nextFloat();
    }
    return picture;
  }
}

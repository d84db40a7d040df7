package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.7})
  void isTheBellOverReflectedBorders(double sigma) {
    Picture picture = random(13, 9);
    Picture blurred = Gaussian.blurred(picture, sigma);
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 13; x++) {
        assertThat(blurred.at(1, y, x))
            .isCloseTo((float) naive(picture, sigma, y, x), within(2e-6f));
      }
    }
  }

  @Test
  void leavesWhatIsConstant() {
    Picture grey = Picture.blank(7, 5);
    Arrays.fill(grey.values(), 0.5f);
    for (float value : Gaussian.blurred(grey, 6).values()) {
      assertThat(value).isCloseTo(0.5f, within(1e-6f));
    }
  }

  @Test
  void equalNeighbourhoodsGiveEqualBits() {
    Picture picture = random(64, 48);
    Area part = new Area(10, 6, 40, 30);
    Area inner = new Area(8, 8, 24, 14);
    assertThat(Gaussian.blurred(picture.crop(part), 2).crop(inner))
        .isEqualTo(Gaussian.blurred(picture, 2).crop(new Area(18, 14, 24, 14)));
  }

  @Test
  void noSigmaIsNoBlurAndANegativeOneIsRefused() {
    Picture picture = random(3, 2);
    assertThat(Gaussian.blurred(picture, 0)).isSameAs(picture);
    assertThatThrownBy(() -> Gaussian.blurred(picture, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static double naive(Picture picture, double sigma, int y, int x) {
    int radius = (int) Math.ceil(4 * sigma);
    double sum = 0;
    double weights = 0;
    for (int j = -radius; j <= radius; j++) {
      for (int i = -radius; i <= radius; i++) {
        double weight = Math.exp(-(i * i + j * j) / (2 * sigma * sigma));
        int row = Reflection.index(y + j, picture.height());
        sum += weight * picture.at(1, row, Reflection.index(x + i, picture.width()));
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static Picture random(int width, int height) {
    Picture picture = Picture.blank(width, height);
    Random random = new Random(width);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = random.nextFloat();
    }
    return picture;
  }
}

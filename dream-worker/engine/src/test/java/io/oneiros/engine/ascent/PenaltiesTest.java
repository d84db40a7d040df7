package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against differences of the penalties themselves, in double. */
class PenaltiesTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.3, 1.5, 2, 2.5, 3.9})
  void variationPullsDownItsSlope(double beta) {
    requireSlope(new Penalty.Variation(30, beta), x -> 30 * variation(x, beta));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3.3, 6})
  void powersPullDownTheirSlope(double exponent) {
    requireSlope(
        new Penalty.Power(20, exponent),
        x -> {
          double sum = 0;
          for (double value : x) {
            sum += Math.pow(Math.abs(value - 0.5), exponent);
          }
          return 20 * sum;
        });
  }

  @Test
  void aFlatPictureHasNoVariationAndGreyNoPower() {
    Picture gradient = Picture.blank(6, 6);
    List<Penalty> all =
        List.of(
            new Penalty.Variation(1e6, 1),
            new Penalty.Variation(1e6, 3),
            new Penalty.Power(1e6, 1),
            new Penalty.Power(1e6, 2));
    Penalties.subtract(all, gradient, Pictures.random(6, 6, 0.5f, 0.5f));
    assertThat(gradient.values()).containsOnly(0f);
  }

  @Test
  void tilesWithAHaloOfOnePixelGiveTheBitsOfTheWhole() {
    List<Penalty> penalties = List.of(new Penalty.Variation(9, 1.5), new Penalty.Power(7, 6));
    Picture picture = Pictures.random(40, 30, 0, 1);
    Picture whole = Pictures.random(40, 30, -1, 1);
    Area tile = new Area(11, 0, 18, 19);
    Picture part = whole.crop(tile);
    Penalties.subtract(penalties, part, picture.crop(tile));
    Penalties.subtract(penalties, whole, picture);
    assertThat(part.crop(new Area(1, 0, 16, 18))).isEqualTo(whole.crop(new Area(12, 0, 16, 18)));
  }

  @Test
  void outOfRangeIsRefused() {
    assertThatThrownBy(() -> new Penalty.Variation(1, 0.5)).hasMessageContaining("beta is 0.5");
    assertThatThrownBy(() -> new Penalty.Power(-1, 2)).hasMessageContaining("weight is -1.0");
    assertThatThrownBy(() -> new Penalty.Power(1, Double.NaN)).hasMessageContaining("exponent");
  }

  private static void requireSlope(Penalty penalty, ToDoubleFunction<double[]> energy) {
    Picture picture = Pictures.random(WIDTH, HEIGHT, 0, 1);
    Picture gradient = Picture.blank(WIDTH, HEIGHT);
    Penalties.subtract(List.of(penalty), gradient, picture);
    double[] x = new double[picture.values().length];
    for (int i = 0; i < x.length; i++) {
      x[i] = picture.values()[i];
    }
    double step = 1e-6;
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + step;
      double above = energy.applyAsDouble(x);
      x[i] = at - step;
      double below = energy.applyAsDouble(x);
      x[i] = at;
      double wanted = -(above - below) / (2 * step) / 255;
      assertThat((double) gradient.values()[i])
          .isCloseTo(wanted, within(1e-5 + 1e-5 * Math.abs(wanted)));
    }
  }

  private static double variation(double[] x, double beta) {
    double sum = 0;
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          int i = (c * HEIGHT + row) * WIDTH + column;
          double dx = column + 1 < WIDTH ? x[i + 1] - x[i] : 0;
          double dy = row + 1 < HEIGHT ? x[i + WIDTH] - x[i] : 0;
          sum += Math.pow(dx * dx + dy * dy + (beta < 2 ? 1e-8 : 0), beta / 2);
        }
      }
    }
    return sum;
  }
}

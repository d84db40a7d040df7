package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyramidTest {

  @ParameterizedTest
  @CsvSource({"16, 12", "17, 5", "1, 3"})
  void halvingAndEnlargingKeepsWhatIsConstant(int width, int height) {
    Picture picture = Picture.blank(width, height);
    Arrays.fill(picture.values(), 3);
    Picture half = Pyramid.halved(picture);
    assertThat(half.width()).isEqualTo((width + 1) / 2);
    assertThat(half.height()).isEqualTo((height + 1) / 2);
    assertThat(Pyramid.enlarged(half, width, height)).isEqualTo(picture);
  }

  @Test
  void halvingWeighsOneFourSixFourOne() {
    Picture point = Picture.blank(9, 9);
    point.values()[point.index(1, 4, 4)] = 256;
    Picture half = Pyramid.halved(point);
    assertThat(half.at(1, 2, 2)).isEqualTo(36);
    assertThat(half.at(1, 2, 1)).isEqualTo(6);
    assertThat(half.at(1, 1, 1)).isEqualTo(1);
    assertThat(half.at(0, 2, 2)).isZero();
  }

  @Test
  void aRampStaysARampAwayFromTheBorders() {
    Picture ramp = Picture.blank(32, 4);
    for (int i = 0; i < ramp.values().length; i++) {
      ramp.values()[i] = i % 32;
    }
    Picture back = Pyramid.enlarged(Pyramid.halved(ramp), 32, 4);
    for (int x = 6; x < 26; x++) {
      assertThat(back.at(2, 1, x)).isCloseTo(x, within(1e-5f));
    }
  }

  @Test
  void weakFineStructureBecomesAsStrongAsTheCoarse() {
    Picture waves = Picture.blank(64, 64);
    for (int i = 0; i < waves.values().length; i++) {
      int x = i % 64;
      waves.values()[i] = (float) (10 * Math.cos(x * Math.PI / 16) + Math.cos(x * Math.PI));
    }
    Picture even = Pyramid.normalised(waves, 2);
    double ripple = 0;
    for (int x = 16; x < 48; x++) {
      ripple += even.at(0, 32, x) * Math.cos(x * Math.PI) / 32;
    }
    // All of the finest band, whose rms is 1, but for what the kernel leaves there of the wave.
    assertThat(ripple).isBetween(0.9, 1.01);
  }

  @Test
  void everyBandHasTheSameStrengthWhateverTheGradients() {
    Picture gradient = Pictures.random(40, 24, -1, 1);
    Picture stronger = gradient.times(1000);
    Picture one = Pyramid.normalised(gradient, 4);
    Picture other = Pyramid.normalised(stronger, 4);
    for (int i = 0; i < one.values().length; i++) {
      assertThat(other.values()[i]).isCloseTo(one.values()[i], within(1e-4f));
    }
    // White noise: of the squares, bands have 3/4, 3/16 ... and each is brought to 1; nearly
    // independent, they add up to about the square root of five bands.
    assertThat(GradientStatistics.of(one, one.whole()).norm(Norm.Scalar.RMS)).isBetween(1.5, 2.6);
  }

  @Test
  void roundingIsNotBroughtToTheStrengthOfABand() {
    Picture flat = Picture.blank(33, 21);
    Arrays.fill(flat.values(), 0.1f);
    for (float value : Pyramid.normalised(flat, 4).values()) {
      assertThat(value).isCloseTo(1, within(1e-5f));
    }
  }
}

package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientStatisticsTest {

  @Test
  void normsAreThoseOfTheValues() {
    Picture gradient = new Picture(2, 1, new float[] {1, -2, 3, 4, -5, 6});
    GradientStatistics statistics = GradientStatistics.of(gradient, gradient.whole());
    assertThat(statistics.norm(Norm.Scalar.MEAN_ABS)).isEqualTo(3.5);
    assertThat(statistics.norm(Norm.Scalar.RMS)).isEqualTo(Math.sqrt(91 / 6.0));
    assertThat(statistics.norm(Norm.Scalar.DEVIATION))
        .isCloseTo(Math.sqrt(91 / 6.0 - 49 / 36.0), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void tilesAddUpToThePicture(Norm.Scalar norm) {
    Picture gradient = Pictures.random(24, 10, -2, 5);
    GradientStatistics left = GradientStatistics.of(gradient, new Area(0, 0, 7, 10));
    GradientStatistics right = GradientStatistics.of(gradient, new Area(7, 0, 17, 10));
    assertThat(left.plus(right).norm(norm))
        .isCloseTo(GradientStatistics.of(gradient, gradient.whole()).norm(norm), within(1e-12));
  }

  @Test
  void whatIsConstantHasNoDeviation() {
    Picture gradient = Picture.blank(99, 77);
    Arrays.fill(gradient.values(), 0.1f);
    assertThat(GradientStatistics.of(gradient, gradient.whole()).norm(Norm.Scalar.DEVIATION))
        .isZero();
  }
}

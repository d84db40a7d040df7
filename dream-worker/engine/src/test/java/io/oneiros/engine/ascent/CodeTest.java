package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeTest {
  private static final int WIDTH = 4;
  private static final int HEIGHT = 3;
  private static final Code.Bounds FREE = new Code.Bounds(0, -100, 100);

  /** Grey and a weighted sum of as many patterns as the code has numbers. */
  private record Patterns(double[][] patterns) implements PictureSource {
    static Patterns random(int code, double strength) {
      Random random = new Random(2);
      double[][] patterns = new double[code][3 * WIDTH * HEIGHT];
      for (double[] pattern : patterns) {
        Arrays.setAll(pattern, i -> strength * random.nextGaussian());
      }
      return new Patterns(patterns);
    }

    @Override
    public int code() {
      return patterns.length;
    }

    @Override
    public Picture picture(double[] code) {
      Picture picture = Picture.blank(WIDTH, HEIGHT);
      for (int i = 0; i < picture.values().length; i++) {
        double sum = 0.5;
        for (int k = 0; k < code.length; k++) {
          sum += code[k] * patterns[k][i];
        }
        picture.values()[i] = (float) sum;
      }
      return picture;
    }

    @Override
    public double[] pullback(double[] code, Picture gradient) {
      double[] back = new double[code.length];
      for (int k = 0; k < code.length; k++) {
        for (int i = 0; i < gradient.values().length; i++) {
          back[k] += patterns[k][i] * gradient.values()[i];
        }
      }
      return back;
    }
  }

  /** Red is wished for, blue is not. */
  private record Wish() implements GradientSource {
    @Override
    public Gradient at(Patch patch) {
      Picture seen = patch.pixels();
      Picture gradient = Picture.blank(seen.width(), seen.height());
      int plane = seen.width() * seen.height();
      double objective = 0;
      for (int i = 0; i < gradient.values().length; i++) {
        gradient.values()[i] = 1 - i / plane;
        objective += gradient.values()[i] * seen.values()[i];
      }
      return new Gradient(gradient, objective);
    }

    @Override
    public int stride() {
      return 1;
    }
  }

  /** Enlarged, shrunk, and where some values are clipped. */
  @Test
  void pullbackIsTheSlopeOfDecode() {
    for (int[] size : new int[][] {{4, 3}, {11, 7}, {3, 2}}) {
      Patterns patterns = Patterns.random(5, 0.3);
      Code code = new Code(patterns, size[0], size[1], FREE);
      double[][] z = code.noise(3);
      Picture decoded = code.decode(z);
      Picture weights = Picture.blank(size[0], size[1]);
      Random random = new Random(4);
      for (int i = 0; i < weights.values().length; i++) {
        weights.values()[i] = random.nextFloat() - 0.5f;
      }
      int beyond = 0;
      for (float value : patterns.picture(z[0]).values()) {
        beyond += value < 0 || value > 1 ? 1 : 0;
      }
      assertThat(beyond).as("clipped").isBetween(1, 30);
      double[][] slope = code.pullback(z, decoded, weights);
      for (int k = 0; k < z[0].length; k++) {
        double[][] above = {z[0].clone()};
        double[][] below = {z[0].clone()};
        above[0][k] += 1e-3;
        below[0][k] -= 1e-3;
        double rise = dot(code.decode(above), weights) - dot(code.decode(below), weights);
        assertThat(slope[0][k]).isCloseTo(rise / 2e-3, within(2e-3));
      }
    }
  }

  @Test
  void climbingRaisesTheObjectiveAndStaysInBounds() {
    Code code = new Code(Patterns.random(6, 0.02), 9, 8, new Code.Bounds(0.005, -1.5, 1.5));
    double before = new Wish().at(code.decode(code.noise(1))).objective();
    ParametricAscent.Settings settings =
        new ParametricAscent.Settings(60, 0.1, 0, Robustness.NONE, 1, 0);
    ParametricAscent.Result result =
        new ParametricAscent(new Wish()).climb(code, code.noise(1), settings, () -> false);
    assertThat(result.objective()).isGreaterThan(before + 1);
    double[][] z = code.noise(1);
    Parametrisation.Mover mover = code.mover(z, 0.1);
    for (int step = 0; step < 60; step++) {
      Picture seen = code.decode(z);
      mover.climb(z, code.pullback(z, seen, new Wish().at(seen).values()));
      assertThat(Arrays.stream(z[0]).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(1.5);
    }
    assertThat(code.decode(z)).isEqualTo(result.picture());
  }

  /** One step by hand: z = (1 - decay) (z + rate g / mean|g|), clipped. */
  @Test
  void aStepIsTheGradientOverItsMeanThenDecayThenTheClip() {
    Code code = new Code(Patterns.random(3, 0.1), 4, 3, new Code.Bounds(0.1, -1, 2));
    double[][] z = {{1, 0, -1}};
    code.mover(z, 0.5).climb(z, new double[][] {{30, 0, -6}});
    assertThat(z[0]).containsExactly(new double[] {2, 0, -1}, within(1e-12));
    double[][] small = {{0.2, 0, -0.5}};
    code.mover(small, 0.5).climb(small, new double[][] {{3, 0, 6}});
    assertThat(small[0]).containsExactly(new double[] {0.9 * 0.7, 0, 0.9 * 0.5}, within(1e-12));
  }

  @Test
  void noiseIsASeedsAndZerosAreAsNearToZeroAsMayBe() {
    Code code = new Code(Patterns.random(500, 0.1), 4, 3, new Code.Bounds(0, 0.5, 3));
    assertThat(code.noise(7)).isDeepEqualTo(code.noise(7));
    assertThat(code.noise(7)[0]).isNotEqualTo(code.noise(8)[0]);
    assertThat(Arrays.stream(code.noise(7)[0]).min().orElseThrow()).isEqualTo(0.5);
    assertThat(code.zeros()[0]).containsOnly(0.5);
  }

  @Test
  void aPictureThatDoesNotAnswerToTheCodeIsTold() {
    Code code = new Code(Patterns.random(4, 0), 4, 3, FREE);
    ParametricAscent.Settings settings =
        new ParametricAscent.Settings(3, 0.1, 0, Robustness.NONE, 1, 0);
    assertThatThrownBy(
            () ->
                new ParametricAscent(new Wish()).climb(code, code.noise(1), settings, () -> false))
        .isInstanceOf(AscentException.class)
        .hasMessageContaining("the generator's code is zero");
  }

  private static double dot(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += (double) a.values()[i] * b.values()[i];
    }
    return sum;
  }
}

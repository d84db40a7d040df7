package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.onnx.TinyOnnx;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transposed convolutions against their definition, spelled out in double and in loops, and their
 * adjoints against differences of it.
 */
class DeconvolutionTest {
  private static final int IN = 6;
  private static final int ROWS = 3;
  private static final int COLUMNS = 4;
  private static final double STEP = 1e-4;

  @TempDir Path folder;

  /**
   * @param top rows cut off at the beginning, {@code bottom} at the end; columns the other way
   *     round
   */
  private record Case(int taps, int stride, int top, int bottom, int extra, int groups) {
    int rows() {
      return (ROWS - 1) * stride + taps - top - bottom + extra;
    }

    int columns() {
      return (COLUMNS - 1) * stride + taps - top - bottom + extra;
    }

    /** Every input, times every tap, goes where it goes. */
    double[] of(double[] x, float[] weight, float[] bias) {
      double[] y = new double[3 * rows() * columns()];
      int out = 3 / groups;
      for (int i = 0; i < y.length; i++) {
        y[i] = bias[i / rows() / columns()];
      }
      for (int c = 0; c < IN; c++) {
        for (int o = 0; o < out; o++) {
          for (int i = 0; i < ROWS * COLUMNS; i++) {
            for (int k = 0; k < taps * taps; k++) {
              int row = i / COLUMNS * stride + k / taps - top;
              int column = i % COLUMNS * stride + k % taps - bottom;
              if (row >= 0 && row < rows() && column >= 0 && column < columns()) {
                int to = c / (IN / groups) * out + o;
                y[(to * rows() + row) * columns() + column] +=
                    x[c * ROWS * COLUMNS + i] * weight[(c * out + o) * taps * taps + k];
              }
            }
          }
        }
      }
      return y;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, 2, 1, 1, 0, 1",
    "4, 1, 0, 0, 0, 1",
    "3, 1, 1, 1, 0, 3",
    "3, 2, 1, 1, 1, 1",
    "3, 2, 1, 1, 0, 3",
    "5, 2, 2, 2, 1, 1",
    "5, 3, 0, 2, 2, 1",
    "4, 2, 2, 1, 0, 3",
    "2, 2, 0, 0, 0, 1",
    "7, 4, 3, 1, 3, 1",
    "4, 2, 3, 0, 0, 1",
    "1, 1, 0, 0, 0, 1"
  })
  void isWhatTheFileMeansAndSoIsItsAdjoint(
      int taps, int stride, int top, int bottom, int extra, int groups) throws IOException {
    Case c = new Case(taps, stride, top, bottom, extra, groups);
    Random random = new Random(taps);
    float[] weight = floats(random, IN * (3 / groups) * taps * taps);
    float[] bias = floats(random, 3);
    double[] x = random.doubles(IN * ROWS * COLUMNS, -1, 1).toArray();
    Generator generator = generator(c, weight, bias);
    assertThat(generator.height()).isEqualTo(c.rows());
    assertThat(generator.width()).isEqualTo(c.columns());
    double[] expected = c.of(x, weight, bias);
    Picture weights = Picture.blank(c.columns(), c.rows());
    System.arraycopy(
        floats(random, weights.values().length), 0, weights.values(), 0, expected.length);
    for (Executor executor : List.of(Executor.PLAIN, Executor.FLOAT32)) {
      try (TorchGenerator made =
          new TorchGenerator(generator, Device.cpu(), Optional.of(executor))) {
        assertThat(TorchGeneratorTest.doubles(made.picture(x)))
            .containsExactly(expected, within(2e-5));
        double[] back = made.pullback(x, weights);
        for (int i = 0; i < x.length; i++) {
          assertThat(back[i])
              .as("%s %s", executor, i)
              .isCloseTo(slope(c, x, i, weight, bias, weights), within(2e-5));
        }
      }
    }
  }

  /** In double, so that the difference is exact to many digits. */
  private static double slope(
      Case c, double[] x, int i, float[] weight, float[] bias, Picture weights) {
    double[] moved = x.clone();
    moved[i] = x[i] + STEP;
    double above = sum(c.of(moved, weight, bias), weights);
    moved[i] = x[i] - STEP;
    return (above - sum(c.of(moved, weight, bias), weights)) / (2 * STEP);
  }

  private static double sum(double[] values, Picture weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights.values()[i];
    }
    return sum;
  }

  private Generator generator(Case c, float[] weight, float[] bias) throws IOException {
    byte[] file =
        new TinyOnnx()
            .input("code", 1, IN * ROWS * COLUMNS)
            .longs("shape", -1, IN, ROWS, COLUMNS)
            .floats("w", List.of(IN, 3 / c.groups(), c.taps(), c.taps()), weight)
            .floats("b", List.of(3), bias)
            .node("Reshape", "code shape", "x")
            .node(
                "ConvTranspose",
                "x w b",
                "y",
                TinyOnnx.ints("strides", c.stride(), c.stride()),
                TinyOnnx.ints("pads", c.top(), c.bottom(), c.bottom(), c.top()),
                TinyOnnx.ints("output_padding", c.extra(), c.extra()),
                TinyOnnx.integer("group", c.groups()))
            .file();
    return Zoo.openGenerator(
        Files.write(folder.resolve("up.onnx"), file), Preprocessing.parse("sigmoid"));
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}

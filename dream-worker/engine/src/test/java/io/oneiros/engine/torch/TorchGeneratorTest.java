package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole generators from ONNX files, against what PyTorch computed in double precision. */
class TorchGeneratorTest {
  @ParameterizedTest
  @CsvSource({"dcgan, PLAIN", "dcgan, FLOAT32", "upconv, PLAIN", "upconv, FLOAT32"})
  void picturesAndGradientsAreWhatPyTorchMakes(String name, Executor executor) {
    GeneratedByPyTorch expected = GeneratedByPyTorch.of(name);
    try (TorchGenerator made = generator(expected.generator(), executor)) {
      assertThat(distance(doubles(made.picture(expected.code())), doubles(expected.picture())))
          .isLessThan(2e-6);
      assertThat(distance(made.pullback(expected.code(), expected.weights()), expected.gradient()))
          .isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dcgan", "upconv"})
  void theSameCodeGivesTheSameBytes(String name) {
    GeneratedByPyTorch it = GeneratedByPyTorch.of(name);
    Picture once;
    double[] back;
    try (TorchGenerator made = generator(it.generator(), Executor.FLOAT32)) {
      once = made.picture(it.code());
      back = made.pullback(it.code(), it.weights());
      assertThat(made.picture(it.code())).isEqualTo(once);
    }
    try (TorchGenerator other = generator(it.generator(), Executor.FLOAT32)) {
      assertThat(other.picture(it.code())).isEqualTo(once);
      assertThat(other.pullback(it.code(), it.weights())).isEqualTo(back);
    }
  }

  /** A generator for a network of Caffe: blue first, its means taken off, pixels in 0..255. */
  @Test
  void whatItsNumbersMeanIsUndone() {
    GeneratedByPyTorch it = GeneratedByPyTorch.of("upconv");
    Generator said =
        new Generator(
            "caffe", "0", it.generator().graph(), Preprocessing.parse("bgr,104:117:123,2"));
    try (TorchGenerator plain = generator(it.generator(), Executor.FLOAT32);
        TorchGenerator caffe = generator(said, Executor.FLOAT32)) {
      Picture numbers = plain.picture(it.code());
      Picture picture = caffe.picture(it.code());
      double[] means = {104, 117, 123};
      for (int c = 0; c < 3; c++) {
        assertThat(picture.at(2 - c, 7, 9) * 255)
            .isEqualTo(numbers.at(c, 7, 9) * 2 + (float) means[c]);
      }
      Picture turned = Picture.blank(picture.width(), picture.height());
      int plane = picture.width() * picture.height();
      for (int i = 0; i < turned.values().length; i++) {
        turned.values()[i] = it.weights().values()[(2 - i / plane) * plane + i % plane];
      }
      double[] expected = plain.pullback(it.code(), turned);
      double[] back = caffe.pullback(it.code(), it.weights());
      for (int i = 0; i < back.length; i++) {
        expected[i] *= 2.0 / 255;
      }
      assertThat(distance(back, expected)).isLessThan(1e-5);
    }
  }

  private static TorchGenerator generator(Generator generator, Executor executor) {
    return new TorchGenerator(generator, Device.cpu(), Optional.of(executor));
  }

  static double[] doubles(Picture picture) {
    double[] values = new double[picture.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.values()[i];
    }
    return values;
  }

  /** Relative, in the sense of least squares. */
  static double distance(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(difference / norm);
  }
}

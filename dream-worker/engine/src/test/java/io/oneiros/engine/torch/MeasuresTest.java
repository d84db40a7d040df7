package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.objective.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every measure against its definition. */
class MeasuresTest {
  private static final int WIDTH = 20;
  private static final int HEIGHT = 16;
  private static final Picture PICTURE = TinyNetwork.picture(WIDTH, HEIGHT);

  static Stream<Objective.Layer> layers() {
    return Measures.all(WIDTH, HEIGHT);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientIsThatOfNumericDifferences(Objective.Layer layer) {
    Objective objective = new Objective(List.of(layer));
    NaiveObjective naive = new NaiveObjective(objective, WIDTH, HEIGHT);
    double[] pixels = NaiveObjective.doubles(PICTURE);
    double here = naive.value(pixels);
    double[] expected = new double[pixels.length];
    double norm = 0;
    double h = 1e-6;
    for (int i = 0; i < pixels.length; i++) {
      double at = pixels[i];
      pixels[i] = at + h;
      double above = naive.value(pixels);
      pixels[i] = at - h;
      double below = naive.value(pixels);
      pixels[i] = at;
      expected[i] = (above - below) / (2 * h) / 255;
      norm += expected[i] * expected[i];
    }
    assertThat(norm).isPositive();
    for (Executor executor : List.of(Executor.PLAIN, Executor.FLOAT32)) {
      Gradient gradient = gradient(objective, executor);
      assertThat(gradient.objective())
          .as("%s", executor)
          .isCloseTo(here, within(1e-5 * Math.abs(here)));
      double difference = 0;
      for (int i = 0; i < expected.length; i++) {
        difference += Math.pow(gradient.values().values()[i] - expected[i], 2);
      }
      assertThat(Math.sqrt(difference / norm)).as("%s", executor).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inBfloat16ItIsRounded(Objective.Layer layer) {
    assumeTrue(Processor.hasBfloat16());
    Objective objective = new Objective(List.of(layer));
    float[] plain = gradient(objective, Executor.PLAIN).values().values();
    float[] rounded = gradient(objective, Executor.BFLOAT16).values().values();
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < plain.length; i++) {
      difference += Math.pow(rounded[i] - plain[i], 2);
      norm += Math.pow(plain[i], 2);
    }
    assertThat(Math.sqrt(difference / norm)).isBetween(1e-7, 2e-2);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aSourceIsAskedAgainAndAnswersAlike(Objective.Layer layer) {
    try (TorchNetwork network = network(Executor.FLOAT32)) {
      Objective objective = new Objective(List.of(layer));
      Gradient first = network.gradient(objective).at(PICTURE);
      Gradient other = network.gradient(objective).at(TinyNetwork.picture(32, 32));
      assertThat(other).isNotEqualTo(first);
      assertThat(network.gradient(objective).at(PICTURE)).isEqualTo(first);
    }
  }

  @Test
  void aCosineIsSafeWhereNothingIsActive() {
    try (NDManager manager = Torch.newManager(Device.cpu())) {
      Objective.Layer layer = new Objective.Layer("n", 1, new Measure.Cosine(List.of(3.0, 4.0)));
      Strength.Each cosine = Strength.of(layer, 1, null).at(null);
      PtNDArray a = (PtNDArray) manager.create(new float[] {0, 6, 0, 8}, new Shape(1, 2, 1, 2));
      Autograd.Result result = Autograd.differentiate(List.of(a), () -> cosine.of(a));
      assertThat(result.value()).containsExactly(new float[] {0, 1}, within(1e-6f));
      for (float g : result.gradients().get(0).toFloatArray()) {
        assertThat(g).isFinite();
      }
    }
  }

  @Test
  void ofEqualMatchesTheFirstIsTakenHoweverManyAreTriedAtATime() {
    float[] guide = {1, 0, 0, 2, 2, 0, 0, 2, 2, 0};
    float[] values = {3, 0, 1, 1, -1, 0, 0, 4, 1, 2, -1, 0};
    try (NDManager manager = Torch.newManager(Device.cpu())) {
      PtNDArray value = (PtNDArray) manager.create(values, new Shape(1, 2, 3, 2));
      float[] expected = {2, 0, 0, 0, 1, 1, 0, 2, 2, 2, 0, 0};
      for (long most : new long[] {1, 20, 1 << 20}) {
        assertThat(Matched.of(value, Numbers.of(guide, 5, 2), most).toFloatArray())
            .as("%s at a time", most)
            .containsExactly(expected);
      }
    }
  }

  @Test
  void aDirectionOfAnotherLengthIsRefused() {
    Measure measure = new Measure.Direction(List.of(1.0, 2.0));
    Objective objective = new Objective(List.of(new Objective.Layer("mixed", 1, measure)));
    assertThatThrownBy(() -> gradient(objective, Executor.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a direction of 2 numbers for mixed, which has 12 channels");
  }

  /** A border that a network without padding has no activation at is the next one's. */
  @Test
  void aPlaceAtTheBorderIsTheNearestActivation() {
    Gradient border = gradient(at(1, 0.5), Executor.PLAIN);
    assertThat(border.objective()).isPositive();
    assertThat(gradient(at(0.99, 0.5), Executor.PLAIN)).isEqualTo(border);
    assertThat(gradient(at(0.2, 0.5), Executor.PLAIN)).isNotEqualTo(border);
  }

  private static Objective at(double x, double y) {
    return new Objective(
        List.of(
            new Objective.Layer(
                "mixed", 1, Measure.Squares.ALL, Optional.of(new Place(x, y)), Optional.empty())));
  }

  private static Gradient gradient(Objective objective, Executor executor) {
    try (TorchNetwork network = network(executor)) {
      return network.gradient(objective).at(PICTURE);
    }
  }

  private static TorchNetwork network(Executor executor) {
    return new TorchNetwork(TinyNetwork.graph(), TinyNetwork.PREPROCESSING, executor);
  }
}

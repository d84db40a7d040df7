package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TorchNetworkTest {
  private static final Graph GRAPH = TinyNetwork.graph();
  private static final Objective OBJECTIVE =
      new Objective(List.of(new Objective.Layer("mixed", 1), new Objective.Layer("pool", -0.5)));

  @Test
  void computesWhatTheGraphSays() {
    int width = 27;
    int height = 19;
    Picture picture = TinyNetwork.picture(width, height);
    Map<String, double[][][]> expected = naive().values(doubles(picture), width, height);
    List<String> nodes = List.of("stem", "pool", "c/pool", "mixed", "last");
    try (TorchNetwork network = network()) {
      network
          .activations(picture, nodes)
          .forEach(
              (node, a) -> {
                double[][][] values = expected.get(node);
                assertThat(List.of(a.channels(), a.height(), a.width()))
                    .as(node)
                    .containsExactly(values.length, values[0].length, values[0][0].length);
                for (int i = 0; i < a.values().length; i++) {
                  int position = i % (a.height() * a.width());
                  assertThat((double) a.values()[i])
                      .as(node)
                      .isCloseTo(
                          values[i / (a.height() * a.width())][position / a.width()][
                              position % a.width()],
                          within(2e-5));
                }
              });
    }
  }

  static Stream<Arguments> objectivesAndExecutors() {
    return Stream.of(
            OBJECTIVE,
            new Objective(List.of(new Objective.Layer("mixed", 1, new Measure.Mean(List.of())))),
            new Objective(
                List.of(
                    new Objective.Layer("mixed", 2, new Measure.Mean(List.of(11, 3))),
                    new Objective.Layer("stem", -0.01, new Measure.Squares(List.of(0, 7))))))
        .flatMap(
            objective ->
                Stream.of(Executor.PLAIN, Executor.FLOAT32)
                    .map(executor -> Arguments.of(objective, executor)));
  }

  @ParameterizedTest
  @MethodSource("objectivesAndExecutors")
  void gradientIsThatOfNumericDifferences(Objective objective, Executor executor) {
    int width = 16;
    int height = 12;
    Picture picture = TinyNetwork.picture(width, height);
    double[] pixels = doubles(picture);
    try (TorchNetwork network = network(executor)) {
      Gradient gradient = network.gradient(objective).at(picture);
      NaiveObjective naive = new NaiveObjective(objective, width, height);
      double here = naive.value(pixels);
      assertThat(gradient.objective()).isCloseTo(here, within(1e-6 * Math.abs(here)));
      double difference = 0;
      double norm = 0;
      double h = 1e-6;
      for (int i = 0; i < pixels.length; i++) {
        double at = pixels[i];
        pixels[i] = at + h;
        double above = naive.value(pixels);
        pixels[i] = at - h;
        double below = naive.value(pixels);
        pixels[i] = at;
        double expected = (above - below) / (2 * h) / 255;
        difference += Math.pow(gradient.values().values()[i] - expected, 2);
        norm += expected * expected;
      }
      assertThat(Math.sqrt(difference / norm)).isLessThan(1e-5);
    }
  }

  @Test
  void aChannelThatTheLayerHasNotIsRefused() {
    Objective twelfth =
        new Objective(List.of(new Objective.Layer("mixed", 1, new Measure.Squares(List.of(12)))));
    try (TorchNetwork network = network()) {
      GradientSource source = network.gradient(twelfth);
      assertThatThrownBy(() -> source.at(TinyNetwork.picture(16, 16)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no channel 12")
          .hasMessageContaining("12, the first being 0");
    }
  }

  @Test
  void theGradientKnowsItsStride() {
    try (TorchNetwork network = network()) {
      assertThat(network.gradient(OBJECTIVE).stride()).isEqualTo(TinyNetwork.STRIDE);
    }
  }

  @Test
  void scoresAreProbabilities() {
    try (TorchNetwork network = network()) {
      float[] scores = network.scores(TinyNetwork.picture(20, 20));
      assertThat(scores).hasSize(6);
      assertThat(IntStream.range(0, 6).mapToDouble(i -> scores[i]).sum())
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void anUnknownNodeIsRefused() {
    try (TorchNetwork network = network()) {
      Objective objective = new Objective(List.of(new Objective.Layer("mixed9", 1)));
      assertThatThrownBy(() -> network.gradient(objective))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mixed9");
    }
  }

  @Test
  void aDilatedPoolingIsRefusedRatherThanComputedWrongly() {
    Op dilated = new Op.MaxPool(new Op.Window(3, 3, 1, 1, 2, 2), Padding.NONE);
    Graph graph = new Graph("picture", List.of(new Node("pool", dilated, List.of("picture"))));
    try (TorchNetwork network = new TorchNetwork(graph, TinyNetwork.PREPROCESSING)) {
      assertThatThrownBy(() -> network.activations(TinyNetwork.picture(9, 9), List.of("pool")))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("dilated");
    }
  }

  private static TorchNetwork network() {
    return network(Executor.PLAIN);
  }

  private static TorchNetwork network(Executor executor) {
    return new TorchNetwork(GRAPH, TinyNetwork.PREPROCESSING, executor);
  }

  private static NaiveNetwork naive() {
    return new NaiveNetwork(GRAPH, TinyNetwork.PREPROCESSING);
  }

  private static double[] doubles(Picture picture) {
    return IntStream.range(0, picture.values().length)
        .mapToDouble(i -> picture.values()[i])
        .toArray();
  }
}

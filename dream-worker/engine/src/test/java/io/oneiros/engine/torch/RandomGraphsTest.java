package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.ReceptiveFields;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.script.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The written program against automatic differentiation, on graphs that nobody thought of. */
class RandomGraphsTest {
  private static final int GRAPHS = 100;

  /** Of sums in another order, through quotients and powers. */
  private static final double TOLERANCE = 1e-3;

  @ParameterizedTest
  @EnumSource(Kernels.class)
  void theGradientIsTheOneOfAutomaticDifferentiation(Kernels kernels) {
    List<String> wrong = new ArrayList<>();
    LongStream.range(0, GRAPHS).forEach(seed -> compare(seed, kernels, wrong));
    assertThat(wrong).isEmpty();
  }

  private static void compare(long seed, Kernels kernels, List<String> wrong) {
    int width = 13 + (int) (seed % 14);
    int height = 13 + (int) (seed % 11);
    Graph graph = RandomGraphs.of(seed, width, height);
    Objective objective = objective(graph, new Random(seed));
    float[] plain = gradient(graph, objective, width, height, Executor.PLAIN, Kernels.ONEDNN);
    float[] compiled = gradient(graph, objective, width, height, Executor.FLOAT32, kernels);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < plain.length; i++) {
      difference += Math.pow(plain[i] - compiled[i], 2);
      norm += Math.pow(plain[i], 2);
    }
    // Written so that what is no number is wrong.
    if (!(Math.sqrt(difference) <= TOLERANCE * Math.sqrt(norm) + 1e-6)) {
      wrong.add(
          "seed %s, %s x %s: %s of %s in %s"
              .formatted(seed, width, height, Math.sqrt(difference), Math.sqrt(norm), graph));
    }
  }

  /** The last value that has positions, and some of the others. */
  private static Objective objective(Graph graph, Random random) {
    Set<String> placed = ReceptiveFields.of(graph).keySet();
    List<String> targets = graph.nodes().stream().map(Node::name).filter(placed::contains).toList();
    List<Objective.Layer> layers = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      if (i == targets.size() - 1 || random.nextInt(5) == 0) {
        layers.add(new Objective.Layer(targets.get(i), random.nextDouble() - 0.3));
      }
    }
    return new Objective(layers);
  }

  private static float[] gradient(
      Graph graph, Objective objective, int width, int height, Executor executor, Kernels kernels) {
    try (TorchNetwork network =
        new TorchNetwork(
            graph, TinyNetwork.PREPROCESSING, Device.cpu(), Optional.of(executor), kernels)) {
      Gradient gradient = network.gradient(objective).at(TinyNetwork.picture(width, height));
      return gradient.values().values();
    }
  }
}

package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.onnx.Export;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks from ONNX files, against what PyTorch computed in double precision. */
class ExportedNetworksTest {
  private static final Preprocessing IMAGENET =
      new Preprocessing(
          false,
          new float[] {0.485f * 255, 0.456f * 255, 0.406f * 255},
          new float[] {0.229f * 255, 0.224f * 255, 0.225f * 255});

  static Stream<String> names() {
    return Export.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void layersAreWhatPyTorchMakesOfThem(String name) {
    Export export = Export.of(name);
    try (TorchNetwork network = network(export, Executor.PLAIN)) {
      Map<String, TorchNetwork.Activation> made =
          network.activations(export.picture(), export.layers().keySet());
      export
          .layers()
          .forEach(
              (layer, expected) ->
                  assertThat(cosine(made.get(layer).values(), expected.activation()))
                      .as(expected.module())
                      .isGreaterThan(0.9999));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void classesAreWhatPyTorchMakesOfThem(String name) {
    Export export = Export.of(name);
    assumeTrue(export.classes() != null, "smaller than the classifier wants");
    try (TorchNetwork network = network(export, Executor.PLAIN)) {
      assertThat(cosine(network.scores(export.picture()), export.classes())).isGreaterThan(0.9999);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsAreWhatPyTorchMakesOfThem(String name) {
    Export export = Export.of(name);
    for (Executor executor : List.of(Executor.PLAIN, Executor.FLOAT32)) {
      try (TorchNetwork network = network(export, executor)) {
        export
            .layers()
            .forEach(
                (layer, expected) -> {
                  float[] gradient = gradient(network, export, layer);
                  assertThat(cosine(gradient, expected.gradient()))
                      .as(expected.module() + " by " + executor)
                      .isGreaterThan(0.9999);
                  assertThat(norm(gradient) / norm(expected.gradient())).isBetween(0.999, 1.001);
                });
      }
    }
  }

  /** The two executors do the same sums, so they are nearer to each other than to PyTorch. */
  @ParameterizedTest
  @MethodSource("names")
  void executorsAgree(String name) {
    Export export = Export.of(name);
    try (TorchNetwork plain = network(export, Executor.PLAIN);
        TorchNetwork compiled = network(export, Executor.FLOAT32)) {
      for (String layer : export.layers().keySet()) {
        assertThat(cosine(gradient(compiled, export, layer), gradient(plain, export, layer)))
            .as(layer)
            .isGreaterThan(0.99999);
      }
    }
  }

  private static TorchNetwork network(Export export, Executor executor) {
    return new TorchNetwork(export.file().graph(), IMAGENET, executor);
  }

  private static float[] gradient(TorchNetwork network, Export export, String layer) {
    Objective objective = new Objective(List.of(new Objective.Layer(layer, 1)));
    return network.gradient(objective).at(export.picture()).values().values();
  }

  private static double cosine(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product / (norm(a) * norm(b));
  }

  private static double norm(float[] a) {
    double squares = 0;
    for (float value : a) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}

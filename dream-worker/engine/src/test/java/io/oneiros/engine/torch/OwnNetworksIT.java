package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.engine.ascent.DreamSettings;
import io.oneiros.engine.ascent.Dreamer;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with real weights from ONNX files of the user's own, where there are any. */
class OwnNetworksIT {
  /** In the order of every ImageNet network. */
  private static final int EGYPTIAN_CAT = 285;

  private static Zoo zoo;

  @BeforeAll
  static void find() {
    String folder = System.getenv(Zoo.FOLDER_SETTING);
    Path models =
        folder == null || folder.isBlank()
            ? Path.of(System.getProperty("oneiros.root", "."), "..", "shared", "models")
            : Path.of(folder);
    assumeTrue(Files.isDirectory(models), () -> "there is no " + models);
    zoo = new Zoo(Path.of("target/models"), models);
  }

  @ParameterizedTest
  @CsvSource({"googlenet", "squeezenet1.1", "resnet50"})
  void aCatIsACat(String id) throws IOException {
    Picture cat = Resample.to(Inception.photo("cat.png"), 224, 224);
    try (TorchNetwork network = run(id)) {
      float[] scores = network.scores(cat);
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      assertThat(scores).hasSize(1000);
      assertThat(best).isEqualTo(EGYPTIAN_CAT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "googlenet, inception_4c/output, 512, 16, 299",
    "googlenet, inception_5b/output, 1024, 32, 715",
    "squeezenet1.1, fire7/concat, 384, 16, 143",
    "resnet50, layer3, 1024, 16, 291",
    "resnet50, layer4.0, 2048, 32, 355"
  })
  void layersHaveTheirKnownNamesAndFields(
      String id, String layer, int channels, int stride, int field) {
    Network network = zoo.open(id);
    String node = network.layer(layer);
    assertThat(network.layers())
        .filteredOn(l -> l.name().equals(layer) || l.aliases().contains(layer))
        .singleElement()
        .satisfies(
            l -> {
              assertThat(List.of(l.channels(), l.stride(), l.receptiveField()))
                  .containsExactly(channels, stride, field);
              assertThat(l.name().equals(node) || l.aliases().contains(node)).isTrue();
            });
  }

  /** A program of its own for every executor, and all of them see the same. */
  @ParameterizedTest
  @CsvSource({"googlenet, inception_4c/output", "squeezenet1.1, fire7/concat", "resnet50, layer3"})
  void executorsAgree(String id, String layer) throws IOException {
    Picture sky = Resample.to(Inception.photo("sky.jpg"), 288, 160);
    Network network = zoo.open(id);
    Objective objective = Inception.squares(network, layer);
    try (TorchNetwork plain = Inception.run(network, Executor.PLAIN);
        TorchNetwork compiled = Inception.run(network, Executor.FLOAT32)) {
      float[] a = plain.gradient(objective).at(sky).values().values();
      float[] b = compiled.gradient(objective).at(sky).values().values();
      assertThat(cosine(a, b)).isGreaterThan(0.99999);
      if (Processor.hasBfloat16()) {
        try (TorchNetwork rounded = Inception.run(network, Executor.BFLOAT16)) {
          float[] c = rounded.gradient(objective).at(sky).values().values();
          assertThat(cosine(a, c)).isGreaterThan(0.999);
        }
      }
    }
  }

  /** The 2015 dream of the sky: PyTorch's own gains 37 to 39. */
  @Test
  void googlenetDreamsOfTheSkyAsItAlwaysDid() throws IOException {
    Picture sky = Inception.photo("sky.jpg");
    Network network = zoo.open("googlenet");
    Objective objective = Inception.squares(network, "inception_4c/output");
    try (TorchNetwork running = new TorchNetwork(network.graph(), network.preprocessing())) {
      Picture dream =
          new Dreamer(running.gradient(objective))
              .dream(sky, DreamSettings.DEFAULTS, Dreamer.Listener.NONE);
      double before = running.gradient(objective).at(sky).objective();
      double after = running.gradient(objective).at(dream).objective();
      assertThat(after / before).isBetween(30.0, 46.0);
    }
  }

  private static TorchNetwork run(String id) {
    Network network = zoo.open(id);
    return new TorchNetwork(network.graph(), network.preprocessing());
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}

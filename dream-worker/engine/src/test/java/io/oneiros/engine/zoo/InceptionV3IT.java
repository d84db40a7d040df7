package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The default network's real file, pulled with npm into {@code target/models} (or {@code
 * -Doneiros.models}) and kept there.
 */
class InceptionV3IT {
  private static final Path MODELS = Path.of(System.getProperty("oneiros.models", "target/models"));
  private static Zoo zoo;
  private static Network network;

  @BeforeAll
  static void pull() {
    zoo = new Zoo(MODELS, null);
    zoo.pull(Zoo.DEFAULT, Progress.NONE);
    network = zoo.open(Zoo.DEFAULT);
  }

  /** The receptive fields that the design of the tiles was measured with. */
  @ParameterizedTest
  @CsvSource({
    "mixed2, 127, 8, 288",
    "mixed3, 159, 16, 768",
    "mixed4, 351, 16, 768",
    "mixed5, 543, 16, 768",
    "mixed7, 927, 16, 768",
    "mixed10, 1311, 32, 2048"
  })
  void layersHaveTheirKnownFieldsStridesAndChannels(
      String name, int field, int stride, int channels) {
    assertThat(network.layers())
        .filteredOn(layer -> layer.name().equals(name))
        .singleElement()
        .satisfies(
            layer -> {
              assertThat(layer.receptiveField()).isEqualTo(field);
              assertThat(layer.stride()).isEqualTo(stride);
              assertThat(layer.channels()).isEqualTo(channels);
            });
  }

  @Test
  void theFieldsNamesMeanTheFilesConcatenations() {
    List<String> blocks = List.of("5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c");
    for (int i = 0; i < blocks.size(); i++) {
      String block = "Mixed_" + blocks.get(i);
      String node = "InceptionV3/InceptionV3/" + block + "/concat";
      assertThat(network.layer("mixed" + i)).isEqualTo(node);
      assertThat(network.layer(block)).isEqualTo(node);
      assertThat(network.facts(List.of(node)).names()).containsExactly("mixed" + i);
    }
    assertThatThrownBy(() -> network.layer("mixed11"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("The nearest are mixed1, mixed10, ");
  }

  @Test
  void withoutALayerItDreamsOfMixed3AndMixed5() {
    assertThat(network.facts(List.of()))
        .satisfies(
            facts -> {
              assertThat(facts.names()).containsExactly("mixed3", "mixed5");
              assertThat(facts.stride()).isEqualTo(16);
              assertThat(facts.receptiveField()).isEqualTo(543);
              assertThat(facts.minimumSide()).isEqualTo(43);
            });
  }

  @Test
  void everyConvolutionButTheLogitsIsFollowedByRelu() {
    Set<String> activated =
        network.graph().nodes().stream()
            .filter(node -> node.op() instanceof Op.Relu)
            .flatMap(node -> node.inputs().stream())
            .collect(Collectors.toSet());
    assertThat(network.graph().nodes())
        .filteredOn(node -> node.op() instanceof Op.Conv && !activated.contains(node.name()))
        .extracting(Node::name)
        .containsExactly("InceptionV3/Logits/Conv2d_1c_1x1/BiasAdd");
    assertThat(activated).hasSize(94);
  }

  @Test
  void everyValueHasTheShapeThatTheFileStates() {
    assertThat(Shapes.of(network.graph(), 299, 299))
        .containsEntry("InceptionV3/InceptionV3/Conv2d_1a_3x3/Relu", new Chw(32, 149, 149))
        .containsEntry("InceptionV3/InceptionV3/MaxPool_3a_3x3/MaxPool", new Chw(64, 73, 73))
        .containsEntry("InceptionV3/InceptionV3/Mixed_5b/concat", new Chw(256, 35, 35))
        .containsEntry("InceptionV3/InceptionV3/Mixed_7c/concat", new Chw(2048, 8, 8))
        .containsEntry(network.layer("output"), new Chw(1001, 1, 1));
  }

  /** The file states 0.04416008 * (stored - 131), and its first number is 113. */
  @Test
  void weightsAreDequantised() {
    Op.Conv first = (Op.Conv) network.graph().nodes().get(0).op();
    assertThat(first.weight().shape()).containsExactly(32, 3, 3, 3);
    float scale = 0.044160082936286926f;
    for (float weight : first.weight().floats()) {
      double stored = weight / (double) scale + 131;
      assertThat(stored).isCloseTo(Math.rint(stored), within(1e-4));
      assertThat(stored).isBetween(-0.01, 255.01);
    }
    assertThat(first.weight().floats()[0]).isEqualTo((float) (-18 * (double) scale));
  }

  @Test
  void preprocessingAndLabelsAreTheNetworks() {
    assertThat(network.preprocessing().bgr()).isFalse();
    assertThat(network.preprocessing().mean()).containsExactly(128, 128, 128);
    assertThat(network.preprocessing().std()).containsExactly(128, 128, 128);
    assertThat(network.labels()).hasSize(1001);
    assertThat(network.labels().get(286)).isEqualTo("Egyptian cat");
  }

  @Test
  void canBePulledFromNothingAndAnAlteredFileIsSeen(@TempDir Path empty) throws IOException {
    Zoo fresh = new Zoo(empty, null);
    Path file = fresh.pull(Zoo.DEFAULT, Progress.NONE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2]++;
    Files.write(file, bytes);
    assertThatThrownBy(() -> fresh.file(Zoo.DEFAULT))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("models pull inception_v3");
    assertThat(zoo.verify(Zoo.DEFAULT)).exists();
  }
}

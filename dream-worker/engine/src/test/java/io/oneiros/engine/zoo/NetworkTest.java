package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
  @TempDir Path cache;
  @TempDir Path own;

  @Test
  void layersHaveCanonicalNamesAndFacts() throws IOException {
    Network tiny = tiny("\"layer\": \"top\", \"aliases\": {\"top\": \"net/block/concat\"},");
    assertThat(tiny.layer("top")).isEqualTo("net/block/concat");
    assertThat(tiny.layer("block")).isEqualTo("net/block/concat");
    assertThat(tiny.facts(List.of("block", "stem")))
        .isEqualTo(
            new LayerFacts(
                List.of("top", "net/stem/Relu"),
                List.of("net/block/concat", "net/stem/Relu"),
                List.of(6, 4),
                2,
                7,
                3));
    assertThat(tiny.facts(List.of()).names()).containsExactly("top");
  }

  @Test
  void listsWhatHasPositionsFromThePictureOn() throws IOException {
    Network tiny = tiny("\"aliases\": {\"top\": \"net/block/concat\"},");
    assertThat(tiny.layers())
        .contains(new Layer("net/stem/Relu", List.of(), 4, 2, 3))
        .contains(new Layer("top", List.of("net/block/concat"), 6, 2, 7))
        .extracting(Layer::name)
        .startsWith("net/stem/Relu/linear")
        .endsWith("net/logits/BiasAdd", "output")
        .doesNotContain("input", "net/flat");
  }

  @Test
  void anUnknownLayerNamesTheNearest() throws IOException {
    Network tiny = tiny("");
    assertThatThrownBy(() -> tiny.facts(List.of("blok")))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.code()).hasToString("unknown-layer"))
        .hasMessageContaining("no layer 'blok'. The nearest are block, ");
  }

  @Test
  void withoutADefaultALayerMustBeNamed() throws IOException {
    Network tiny = tiny("");
    assertThatThrownBy(() -> tiny.facts(List.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tiny has no default layer");
  }

  @Test
  void preprocessingIsForPixelsUpTo255InTheNetworksOrder() throws IOException {
    Preprocessing preprocessing = tiny("").preprocessing();
    assertThat(preprocessing.bgr()).isTrue();
    assertThat(preprocessing.mean()).containsExactly(127.5f, 63.75f, 0);
    assertThat(preprocessing.std()).containsExactly(127.5f, 255f, 510f);
  }

  @Test
  void scoresAreWhatTheSoftmaxIsMadeFrom() throws IOException {
    assertThat(tiny("").scores()).isEqualTo("net/logits/BiasAdd");
  }

  @Test
  void labelsLieBesideTheNetwork() throws IOException {
    Path file = Files.writeString(own.resolve("names.txt"), "cat\ndog\n");
    String labels =
        "\"labels\": {\"file\": \"names.txt\", \"sha256\": \"%s\"},".formatted(Sha256.of(file));
    assertThat(tiny(labels).labels()).containsExactly("cat", "dog");
    Files.writeString(file, "cat\nfrog\n");
    assertThatThrownBy(() -> tiny(labels))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("names.txt");
    Files.delete(file);
    assertThat(tiny(labels).labels()).isEmpty();
  }

  @Test
  void labelsMayBeThoseOfANetworkOfTheZooLessItsFirst() throws IOException {
    Path file = Files.createDirectories(cache.resolve("base")).resolve("labels.txt");
    String sha256 = Sha256.of(Files.writeString(file, "background\ncat\ndog\n"));
    Entry base =
        new Entry(
            "base",
            "base.onnx",
            1,
            "0",
            "none",
            null,
            null,
            null,
            new Entry.Part("labels.txt", 0, sha256),
            null,
            null,
            null,
            null);
    Zoo zoo = new Zoo(cache, own, new Manifest(List.of(base)), null);
    OwnFolder.tiny(own, "tiny", "\"labelsOf\": \"base\",");
    assertThat(zoo.open("tiny").labels()).containsExactly("cat", "dog");
    Files.writeString(file, "background\ncat\nfrog\n");
    assertThatThrownBy(() -> zoo.open("tiny"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("labels.txt is not the file of base");
    Files.delete(file);
    assertThat(zoo.open("tiny").labels()).isEmpty();
  }

  private Network tiny(String more) throws IOException {
    OwnFolder.tiny(own, "tiny", more);
    return new Zoo(cache, own).open("tiny");
  }
}

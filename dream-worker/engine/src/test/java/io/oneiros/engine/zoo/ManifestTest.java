package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.onnx.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.util.FloatComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Map<String, Entry> ZOO =
      Manifest.zoo().networks().stream().collect(Collectors.toMap(Entry::id, Function.identity()));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("networks")
  void everyNetworkOfTheZooCanBePulledCheckedAndDreamedOf(Entry entry) {
    Manifest.check(entry, entry.id() + ".json");
    assertThat(entry.license()).isNotBlank();
    assertThat(entry.layers()).isNotEmpty();
    assertThat(entry.parts()).allMatch(part -> part.bytes() > 0);
    assertThat(entry.sources())
        .isNotEmpty()
        .allMatch(
            source ->
                source instanceof Source.Package || source.toString().endsWith("/" + entry.file()));
    assertThat(entry.labels() != null || entry.labelsOf().equals(Zoo.DEFAULT)).isTrue();
  }

  static Iterable<Entry> networks() {
    return Manifest.zoo().networks();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "vgg19", "resnet50", "mobilenet_v2"})
  void defaultLayersFollowFromTheStructureWhateverTheFilesNames(String id) {
    assertThat(Structure.of(Export.of(id).file().graph())).containsKeys(layers(id));
  }

  @Test
  void defaultLayersWithoutSuchNamesAreInATable() {
    assertThat(ZOO.get("squeezenet1.1").aliases()).hasSize(8).containsKeys(layers("squeezenet1.1"));
    assertThat(ZOO.get("inception_v3").aliases()).hasSize(11).containsKeys(layers("inception_v3"));
  }

  @Test
  void preprocessingIsAsTheNetworksWereTrained() {
    assertPreprocessed("googlenet", "caffe");
    assertPreprocessed("inception_v3", "inception");
    for (String id : List.of("vgg16", "vgg19", "resnet50", "mobilenet_v2", "squeezenet1.1")) {
      assertPreprocessed(id, "imagenet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"https\": \"http://example.org/net.onnx\"}",
        "{\"https\": \"ftp://example.org/net.onnx\"}",
        "{\"https\": \"https:net.onnx\"}",
        "{\"https\": \"https://not an address\"}",
        "{\"https\": {}}",
        "{\"http\": \"https://example.org/net.onnx\"}",
        "\"https://example.org/net.onnx\""
      })
  void aSourceIsAnHttpsAddressOrAPackage(String source) throws IOException {
    Path file = folder.resolve("net.json");
    Files.writeString(file, "{\"id\": \"net\", \"sources\": [%s]}".formatted(source));
    assertThatThrownBy(() -> Manifest.entry(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(file.toString(), "https");
  }

  private static void assertPreprocessed(String id, String name) {
    assertThat(ZOO.get(id).input().preprocessing())
        .usingRecursiveComparison()
        .withComparatorForType(new FloatComparator(1e-4f), Float.class)
        .isEqualTo(Preprocessing.parse(name));
  }

  private static String[] layers(String id) {
    return ZOO.get(id).layers().toArray(String[]::new);
  }
}

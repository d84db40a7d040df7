package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.onnx.Export;
import io.oneiros.engine.tflite.TinyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the user's own, named by themselves or in the user's folder. */
class OpenFileTest {
  private static final Preprocessing CAFFE = Preprocessing.parse("caffe");

  @TempDir Path folder;

  @Test
  void aFileIsKnownByItsNameHashAndPreprocessing() throws IOException {
    Path file = Files.write(folder.resolve("my.net.TFLITE"), TinyFile.network());
    Network network = Zoo.openFile(file, CAFFE);
    String sha256 = Sha256.of(file);
    assertThat(network.id()).isEqualTo(ShelfNames.id("my.net.TFLITE", sha256, CAFFE, false));
    assertThat(network.sha256()).isEqualTo(sha256);
    assertThat(network.preprocessing()).isSameAs(CAFFE);
    assertThat(network.layer("block")).isEqualTo("net/block/concat");
    assertThat(network.labels()).isEmpty();
    assertThat(network.defaultLayers()).isEmpty();
  }

  @Test
  void anOnnxFileHasItsFamilysNames() throws IOException {
    assertThat(Zoo.openFile(vgg(), CAFFE).facts(List.of("relu4_3")).nodes())
        .containsExactly("/features/features.22/Relu_output_0");
  }

  @Test
  void anOnnxFileOfTheFolderIsOpenedAsDescribed() throws IOException {
    OwnFolder.describe(folder, "mine", "vgg16.onnx", Sha256.of(vgg()), "\"layer\": \"relu4_3\",");
    Network network = new Zoo(folder.resolve("cache"), folder).open("mine");
    assertThat(network.facts(List.of()).names()).containsExactly("relu4_3");
    assertThat(network.preprocessing().bgr()).isTrue();
  }

  @Test
  void aValueWithoutPositionsIsSaidToHaveNone() throws IOException {
    Network network = Zoo.openFile(fixture("squeezenet1.1"), CAFFE);
    String mean = "/classifier/classifier.3/GlobalAveragePool";
    for (String name : List.of(mean, mean + "_output_0", "classes")) {
      assertThatThrownBy(() -> network.layer(name))
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("no positions")
          .hasMessageContaining("such as /classifier/classifier.2/Relu.");
    }
  }

  @Test
  void whatCannotBeOpenedIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("aunt.onnx"), "a letter to my aunt");
    Path kind = Files.writeString(folder.resolve("net.pb"), "pb");
    assertFails(text, text.toString());
    assertFails(kind, "ONNX (.onnx)");
    assertFails(folder.resolve("nowhere.onnx"), "nowhere.onnx", "cannot be read");
  }

  private static void assertFails(Path file, String... words) {
    assertThatThrownBy(() -> Zoo.openFile(file, CAFFE))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.code()).hasToString("model-unavailable"))
        .hasMessageContainingAll(words);
  }

  private Path vgg() throws IOException {
    return fixture("vgg16");
  }

  private Path fixture(String name) throws IOException {
    try (InputStream in = Export.class.getResourceAsStream("/onnx/" + name + ".onnx")) {
      return Files.write(folder.resolve(name + ".onnx"), in.readAllBytes());
    }
  }
}

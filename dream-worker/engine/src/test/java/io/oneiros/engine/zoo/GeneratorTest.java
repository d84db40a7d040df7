package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.onnx.TinyOnnx;
import io.oneiros.engine.zoo.ModelException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generators, in the user's folder, by themselves and on a shelf. */
class GeneratorTest {
  private static final Preprocessing TANH = Preprocessing.parse("tanh");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"dcgan, 16, 32, 32", "upconv, 20, 126, 94"})
  void theFileSaysHowLongItsCodeIsAndHowLargeItsPicture(
      String name, int code, int width, int height) throws IOException {
    Generator generator = Zoo.openGenerator(fixture(name), TANH);
    assertThat(generator.code()).isEqualTo(code);
    assertThat(generator.width()).isEqualTo(width);
    assertThat(generator.height()).isEqualTo(height);
    assertThat(generator.id()).startsWith(name + "@");
  }

  @Test
  void aRangeIsEnoughToDescribeItsOutput() throws IOException {
    Path file = fixture("dcgan");
    describe("gen", file, "\"output\": {\"range\": [-1, 1]}");
    Zoo zoo = new Zoo(folder.resolve("cache"), folder);
    Generator generator = zoo.generator("gen");
    assertThat(generator.output().bgr()).isFalse();
    assertThat(generator.output().mean()).containsExactly(TANH.mean());
    assertThat(generator.output().std()).containsExactly(TANH.std());
    assertThat(generator.sha256()).isEqualTo(Sha256.of(file));
    assertThat(zoo.card("gen").generator()).isTrue();
    refused(() -> zoo.open("gen"), Code.WRONG_NETWORK_KIND, "gen is a generator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'range': [1, -1]} | output.range is not two rising numbers",
        "{'mean': [0, 0, 0]} | output.range is not two rising numbers",
        "{'range': [0, 1], 'order': 'GBR'} | output.order is neither",
        "{'range': [0, 1], 'std': [1, 0, 1]} | no numbers to normalise with",
        "{'range': [0, 1]}, 'input': {'order': 'RGB'} | both an input and an output"
      })
  void aDescriptionThatMakesNoSenseIsTold(String output, String why) throws IOException {
    describe("gen", fixture("dcgan"), "'output': %s".formatted(output).replace('\'', '"'));
    Zoo zoo = new Zoo(folder.resolve("cache"), folder);
    refused(() -> zoo.generator("gen"), Code.MODEL_UNAVAILABLE, why);
  }

  @Test
  void aNetworkThatLooksAtPicturesIsNoGenerator() throws IOException {
    Path network = fixture("squeezenet1.1");
    refused(() -> Zoo.openGenerator(network, TANH), Code.WRONG_NETWORK_KIND, "it is no generator");
    describe(
        "net",
        network,
        "\"input\": {\"order\": \"RGB\", \"range\": [0, 1], \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}");
    Zoo zoo = new Zoo(folder.resolve("cache"), folder);
    refused(() -> zoo.generator("net"), Code.WRONG_NETWORK_KIND, "in the place of \"input\"");
    refused(() -> zoo.generator("none"), Code.UNKNOWN_MODEL, "no network 'none'");
  }

  @Test
  void aGeneratorIsNoNetworkThatLooksAtPictures() throws IOException {
    Path file = fixture("upconv");
    refused(() -> Zoo.openFile(file, TANH), Code.WRONG_NETWORK_KIND, "is a generator");
    refused(
        () -> Shelved.of(file, "upconv.onnx", TANH, List.of()),
        Code.WRONG_NETWORK_KIND,
        "start.generator (--generator)");
  }

  @Test
  void whatMakesNoPictureIsNoGenerator() throws IOException {
    byte[] file =
        code().floats("w", List.of(8, 4, 2, 2), 1).node("ConvTranspose", "code w", "y").file();
    refused(
        () -> Zoo.openGenerator(Files.write(folder.resolve("four.onnx"), file), TANH),
        Code.WRONG_NETWORK_KIND,
        "makes [4, 2, 2] of its code");
  }

  /** Left out of a network, an operation does no harm; out of a generator it is another picture. */
  @ParameterizedTest
  @ValueSource(strings = {"Einsum", "dilated", "sparse", "shaped", "deep"})
  void whatCannotBeComputedIsTold(String what) throws IOException {
    TinyOnnx made = code().floats("w", List.of(8, 3, 2, 2), 1);
    switch (what) {
      case "dilated" -> made.node("ConvTranspose", "code w", "y", TinyOnnx.ints("dilations", 2, 2));
      case "sparse" -> made.node("ConvTranspose", "code w", "y", TinyOnnx.ints("strides", 3, 3));
      case "shaped" ->
          made.node("ConvTranspose", "code w", "y", TinyOnnx.ints("output_shape", 5, 5));
      case "deep" -> made.node("DepthToSpace", "code", "y", TinyOnnx.integer("blocksize", 2));
      default -> made.node(what, "code w", "y");
    }
    Path file = Files.write(folder.resolve("odd.onnx"), made.node("Tanh", "y", "z").file());
    refused(() -> Zoo.openGenerator(file, TANH), Code.MODEL_UNAVAILABLE, "y (");
  }

  @Test
  void aReshapeThatDoesNotFitIsTold() throws IOException {
    byte[] file =
        new TinyOnnx()
            .input("code", 1, 8)
            .longs("shape", -1, 3, 2, 2)
            .node("Reshape", "code shape", "y")
            .file();
    refused(
        () -> Zoo.openGenerator(Files.write(folder.resolve("odd.onnx"), file), TANH),
        Code.MODEL_UNAVAILABLE,
        "of 8 numbers");
  }

  @Test
  void whatItsNumbersMeanIsPartOfItsId() throws IOException {
    Path file = fixture("dcgan");
    Shelved shelved = Shelved.ofGenerator(file, "My Gen.onnx", TANH);
    assertThat(shelved.id()).startsWith("my-gen@").isNotEqualTo(id(file, "sigmoid"));
    assertThat(shelved.id()).isEqualTo(id(file, "rgb,127.5,127.5"));
    assertThat(shelved.id())
        .isNotEqualTo(ShelfNames.id("My Gen.onnx", Sha256.of(file), TANH, false));
    assertThat(shelved.isDescribedBy(shelved.description())).isTrue();
    assertThat(shelved.isDescribedBy(shelved.description().replace("output", "input"))).isFalse();
  }

  private static String id(Path file, String output) {
    return Shelved.ofGenerator(file, "My Gen.onnx", Preprocessing.parse(output)).id();
  }

  private static TinyOnnx code() {
    return new TinyOnnx().input("code", 1, 8, 1, 1);
  }

  private void describe(String id, Path file, String pixels) throws IOException {
    Files.writeString(
        folder.resolve(id + ".json"),
        "{\"id\": \"%s\", \"file\": \"%s\", \"sha256\": \"%s\", %s}"
            .formatted(id, file.getFileName(), Sha256.of(file), pixels));
  }

  private Path fixture(String name) throws IOException {
    Path file = folder.resolve(name + ".onnx");
    if (!Files.exists(file)) {
      try (InputStream in = GeneratorTest.class.getResourceAsStream("/onnx/" + name + ".onnx")) {
        Files.copy(in, file);
      }
    }
    return file;
  }

  private static void refused(ThrowingCallable work, Code code, String why) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }
}

package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfNamesTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final Preprocessing CAFFE = Preprocessing.parse("caffe");

  @ParameterizedTest
  @CsvSource({
    "googlenet.onnx, googlenet",
    "My Net (2).ONNX, my-net-2-",
    "squeezenet1.1.onnx, squeezenet1.1",
    "C:\\nets\\a_b.tflite, a_b",
    "../../etc/passwd, passwd",
    "..onnx, network",
    ".hidden.onnx, hidden",
    "сеть.onnx, network",
    "0123456789012345678901234567890123456789012.onnx, 0123456789012345678901234567890123456789"
  })
  void nameIsWhatIsLeftOfTheFiles(String file, String name) {
    assertThat(ShelfNames.name(file)).isEqualTo(name);
    String id = ShelfNames.id(file, SHA256, CAFFE, false);
    assertThat(id).startsWith(name + "@");
    assertThat(ShelfNames.isId(id)).isTrue();
    assertThat(ShelfNames.nameIn(id)).isEqualTo(name);
    assertThat(ShelfNames.id(name + ".onnx", SHA256, CAFFE, false)).isEqualTo(id);
  }

  /** It is in databases and scripts: it must be the same in every version and on every Java. */
  @Test
  void idIsMadeOfNameHashAndPreprocessingAndStays() {
    assertThat(ShelfNames.id("net.onnx", SHA256, CAFFE, false))
        .isEqualTo("net@08f08b97d352b80a6bc6008642374668");
    assertThat(id("bgr,104:117:123,1")).isEqualTo(id("caffe"));
    assertThat(id("rgb,-0,1")).isEqualTo(id("rgb"));
    Set<String> different =
        Stream.of("rgb", "bgr", "caffe", "inception", "rgb,1,1", "rgb,0,2", "rgb,1:1:2,1")
            .map(ShelfNamesTest::id)
            .collect(Collectors.toSet());
    assertThat(different).hasSize(7);
    assertThat(ShelfNames.id("net.onnx", "f" + SHA256.substring(1), CAFFE, false))
        .isNotEqualTo(id("caffe"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "inception_v3",
        "net@0123456789abcdef0123456789abcde",
        "net@0123456789abcdef0123456789abcdef0",
        "net@0123456789ab",
        "net@0123456789abcdef0123456789abcdAB",
        "Net@0123456789abcdef0123456789abcdef",
        "@0123456789abcdef0123456789abcdef",
        ".@0123456789abcdef0123456789abcdef",
        "a/b@0123456789abcdef0123456789abcdef",
        "../x@0123456789abcdef0123456789abcdef",
        "net@0123456789abcdef0123456789abcdef\n",
        "01234567890123456789012345678901234567890@0123456789abcdef0123456789abcdef"
      })
  void whatIsNoIdBecomesNoKey(String text) {
    assertThat(ShelfNames.isId(text)).isFalse();
    assertThatThrownBy(() -> ShelfNames.description(text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ShelfNames.file(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreReadFromTheKeysOfDescriptionsOnly() {
    assertThat(
            ShelfNames.ids(
                List.of(
                    ShelfNames.file(SHA256),
                    ShelfNames.description("net@0123456789abcdef0123456789abcdef"),
                    "models/x.json",
                    "models/a/b@0123456789abcdef0123456789abcdef.json",
                    ShelfNames.description("a@0123456789abcdef0123456789abcdef"))))
        .containsExactly(
            "net@0123456789abcdef0123456789abcdef", "a@0123456789abcdef0123456789abcdef");
  }

  private static String id(String input) {
    return ShelfNames.id("net.onnx", SHA256, Preprocessing.parse(input), false);
  }
}

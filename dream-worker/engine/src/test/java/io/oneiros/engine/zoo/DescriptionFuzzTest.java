package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParseException;
import io.oneiros.processes.Bounded;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes describes a network, or is refused. */
class DescriptionFuzzTest {
  private static final String FILE = "mine.json";
  private static final long MEMORY = 16 << 20;

  static Stream<byte[]> descriptions() {
    String sha256 = "0123456789abcdef".repeat(4);
    String file = "'id':'mine','file':'mine.onnx','sha256':'" + sha256 + "'";
    String pixels = "'order':'BGR','range':[-1,1],'mean':[1,2,3],'std':[1,1,0.5]";
    return Stream.of(
            "{%s,'input':{%s},'layers':['a','b'],'aliases':{'a':'b'},'bytes':7}"
                .formatted(file, pixels),
            "{%s,'output':{'range':[0,1]},'layer':'a','license':'MIT','labelsOf':'x'}"
                .formatted(file),
            "{%s,'input':{%s},'labels':{'file':'l','sha256':'%s'},'sources':[{'npm':'a','version':'1','path':'b','sha512':'c'},'https://a/b']}"
                .formatted(file, pixels, sha256))
        .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("descriptions")
  @FuzzTest
  void descriptionIsUnderstoodOrRefused(byte[] json) throws Exception {
    String text = new String(json, StandardCharsets.UTF_8);
    Bounded.run(MEMORY, () -> described(text));
  }

  private static void described(String text) {
    try {
      Entry entry = Manifest.entry(new StringReader(text), FILE);
      assertFinite(entry.pixels());
      Entry again = Manifest.entry(new StringReader(Manifest.json(entry)), FILE);
      assertThat(ShelfNames.isSame(again, entry)).isTrue();
    } catch (JsonParseException | IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  static Stream<byte[]> options() {
    return Stream.of("imagenet", "rgb", "bgr,1.5:2:-3e1,0x1p3", "rgb,0,1:2:NaN")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("options")
  @FuzzTest
  void optionIsUnderstoodOrRefused(byte[] utf8) throws Exception {
    String text = new String(utf8, StandardCharsets.UTF_8);
    Bounded.run(MEMORY, () -> understood(text));
  }

  private static void understood(String text) {
    try {
      assertFinite(Preprocessing.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is no preprocessing");
    }
  }

  private static void assertFinite(Preprocessing pixels) {
    for (float mean : pixels.mean()) {
      assertThat(mean).isFinite();
    }
    for (float std : pixels.std()) {
      assertThat(std).isFinite().isNotZero();
    }
  }
}

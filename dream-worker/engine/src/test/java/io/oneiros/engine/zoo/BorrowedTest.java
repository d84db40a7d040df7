package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.ModelException.Code.MODEL_UNAVAILABLE;
import static io.oneiros.engine.zoo.ModelException.Code.UNAVAILABLE;
import static io.oneiros.engine.zoo.ModelException.Code.UNKNOWN_LAYER;
import static io.oneiros.engine.zoo.ModelException.Code.UNKNOWN_MODEL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.tflite.TinyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that were sent along, from a shelf in memory. */
class BorrowedTest {
  private static final Preprocessing INPUT =
      Preprocessing.parse("bgr,104.01:0.1:123.7,58.395:3.3333333:1e-3");

  @TempDir Path folder;
  private final Map<String, byte[]> shelf = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Path cache;
  private Zoo zoo;
  private String id;

  @BeforeEach
  void put() throws IOException {
    Path upload = Files.write(folder.resolve("upload-7"), TinyFile.network());
    Shelved shelved = Shelved.of(upload, "My Net.tflite", INPUT, List.of("block"));
    id = shelved.id();
    shelf.put(ShelfNames.file(shelved.sha256()), TinyFile.network());
    shelf.put(ShelfNames.description(id), shelved.description().getBytes(UTF_8));
    cache = folder.resolve("cache");
    zoo = new Zoo(cache, null, this::open);
  }

  @Test
  void isDescribedBeforeItsFileIsFetchedOnceAndOpenedAsSent() {
    assertThat(zoo.card(id).defaultLayers()).containsExactly("net/block/concat");
    assertThat(zoo.isPresent(id)).isTrue();
    assertThat(cache).doesNotExist();

    Network network = zoo.open(id);
    assertThat(network.id()).isEqualTo(id).startsWith("my-net@");
    assertThat(network.preprocessing().bgr()).isTrue();
    assertThat(network.preprocessing().mean()).containsExactly(INPUT.mean());
    assertThat(network.preprocessing().std()).containsExactly(INPUT.std());
    assertThat(network.facts(List.of()).names()).containsExactly("net/block/concat");
    assertThat(cache.resolve(id)).isDirectoryContaining("glob:**/my-net.tflite");

    new Zoo(cache, null, this::open).open(id);
    zoo.pull(id, Progress.NONE);
    assertThat(asked.stream().filter(key -> key.startsWith("models/files/"))).hasSize(1);
  }

  @Test
  void alteredFileOfTheCacheIsFetchedAgain() throws IOException {
    Path file = zoo.file(id);
    Files.writeString(file, "something else");
    assertThat(zoo.file(id)).hasBinaryContent(TinyFile.network());
  }

  @Test
  void whatIsOnNoShelfIsUnknownAndLeavesNothing() {
    refused(
        () -> zoo.open("net@0123456789abcdef0123456789abcdef"),
        UNKNOWN_MODEL,
        "net@0123456789abcdef0123456789abcdef",
        "--model");
    refused(() -> new Zoo(cache, null).open(id), UNKNOWN_MODEL, id);
    asked.clear();
    refused(() -> zoo.open("../x@0123456789abcdef0123456789abcdef"), UNKNOWN_MODEL);
    assertThat(asked).isEmpty();
    assertThat(cache).doesNotExist();
  }

  @Test
  void fileThatIsMissingOrAnotherNeverAppears() {
    String key = ShelfNames.file(zoo.card(id).sha256());
    shelf.put(key, "something longer than nothing".getBytes(UTF_8));
    refused(() -> zoo.open(id), MODEL_UNAVAILABLE, "SHA-256");
    shelf.remove(key);
    refused(() -> zoo.open(id), MODEL_UNAVAILABLE, id, "not in the object store");
    assertThat(cache.resolve(id)).isEmptyDirectory();
  }

  @Test
  void descriptionThatIsNotWhatWasSentIsRefused() {
    String good = new String(shelf.get(ShelfNames.description(id)), UTF_8);
    for (String bad :
        List.of(
            "",
            "{\"id\": ",
            "x".repeat(1 << 20),
            good.replace("my-net.tflite", "../my-net.tflite"),
            good.replace("my-net.tflite", "my-net.tflite/../../x.tflite"),
            good.replace("BGR", "RGB"),
            good.replace("0.1", "0.2"),
            good.replace(id, "other@0123456789abcdef0123456789abcdef"),
            good.replace("\"order\"", "\"odor\""))) {
      assertThat(bad).isNotEqualTo(good);
      shelf.put(ShelfNames.description(id), bad.getBytes(UTF_8));
      refused(() -> zoo.open(id), MODEL_UNAVAILABLE, id);
    }
  }

  @Test
  void shelfThatCannotBeReachedIsNoUnknownNetwork() {
    Shelf away =
        key -> {
          throw new IllegalStateException("connection refused");
        };
    refused(() -> new Zoo(cache, null, away).card(id), UNAVAILABLE, id, "try again");
    Shelf breaking = key -> key.endsWith(".json") ? open(key) : Optional.of(breaking());
    refused(() -> new Zoo(cache, null, breaking).open(id), UNAVAILABLE, id, "try again");
    assertThat(cache.resolve(id)).isEmptyDirectory();
    assertThat(zoo.open(id).id()).isEqualTo(id);
  }

  @Test
  void onlyWhatIsUnderstoodIsPutOnAShelf() throws IOException {
    Path upload = folder.resolve("upload-7");
    refused(() -> Shelved.of(upload, "net.tflite", INPUT, List.of("blok")), UNKNOWN_LAYER, "block");
    refused(() -> Shelved.of(upload, "net.onnx", INPUT, List.of()), MODEL_UNAVAILABLE, "net@");
    refused(() -> Shelved.of(upload, "net.pb", INPUT, List.of()), MODEL_UNAVAILABLE, "net.pb");
  }

  private Optional<InputStream> open(String key) {
    asked.add(key);
    return Optional.ofNullable(shelf.get(key)).map(ByteArrayInputStream::new);
  }

  private static InputStream breaking() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("connection reset");
      }
    };
  }

  private static void refused(ThrowingCallable call, ModelException.Code code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words.length == 0 ? new String[] {""} : words);
  }
}

package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.ModelException.Code.MODEL_UNAVAILABLE;
import static io.oneiros.engine.zoo.ModelException.Code.UNKNOWN_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooTest {
  @TempDir Path cache;
  @TempDir Path own;
  private Zoo zoo;

  @BeforeEach
  void open() {
    zoo = new Zoo(cache, own);
  }

  @Test
  void theUsersOwnNetworksComeFirst() throws IOException {
    OwnFolder.tiny(own, "tiny", "");
    assertThat(zoo.ids()).startsWith("tiny", "inception_v3").hasSize(8);
    Path file = OwnFolder.tiny(own, Zoo.DEFAULT, "");
    assertThat(zoo.ids()).startsWith("inception_v3", "tiny").hasSize(8);
    assertThat(zoo.file(Zoo.DEFAULT)).isEqualTo(file);
  }

  @Test
  void anUnknownNetworkNamesTheKnownOnes() {
    refused(() -> zoo.file("resnet"), UNKNOWN_MODEL, "resnet", "inception_v3", "ONEIROS_MODELS");
    refused(() -> zoo.open("../inception_v3"), UNKNOWN_MODEL, "../inception_v3");
  }

  @Test
  void aMissingFileSaysHowToGetIt() {
    assertThat(zoo.isPresent(Zoo.DEFAULT)).isFalse();
    refused(
        () -> zoo.open(Zoo.DEFAULT),
        MODEL_UNAVAILABLE,
        cache.resolve("inception_v3").resolve("graph.lite").toString(),
        "deploy/dream models pull inception_v3");
  }

  @Test
  void anAlteredFileOfTheCacheIsRefused() throws IOException {
    Path folder = Files.createDirectories(cache.resolve("inception_v3"));
    Files.writeString(folder.resolve("graph.lite"), "something else");
    refused(() -> zoo.file(Zoo.DEFAULT), MODEL_UNAVAILABLE, "6aecf177", "models pull inception_v3");
  }

  @Test
  void anAlteredFileOfTheUsersOwnIsRefused() throws IOException {
    Path file = OwnFolder.tiny(own, "tiny", "");
    assertThat(zoo.file("tiny")).isEqualTo(file);
    Files.writeString(file, "something else");
    refused(() -> zoo.file("tiny"), MODEL_UNAVAILABLE, "tiny.tflite", "tiny.json");
  }

  @Test
  void aFileIsHashedOnceForEachChangeOfItsTime() throws IOException {
    Path file = OwnFolder.tiny(own, "tiny", "");
    FileTime time = Files.getLastModifiedTime(file);
    zoo.file("tiny");
    byte[] altered = Files.readAllBytes(file);
    altered[altered.length / 2]++;
    Files.write(file, altered);
    Files.setLastModifiedTime(file, time);

    // Nothing shows from outside, so only a full check can see it, in this program or the next.
    assertThat(zoo.file("tiny")).isEqualTo(file);
    assertThat(new Zoo(cache, own).file("tiny")).isEqualTo(file);
    refused(() -> zoo.verify("tiny"), MODEL_UNAVAILABLE, "SHA-256");
    refused(() -> zoo.file("tiny"), MODEL_UNAVAILABLE, "SHA-256");
    refused(() -> new Zoo(cache, own).file("tiny"), MODEL_UNAVAILABLE, "SHA-256");
  }

  @Test
  void aChangedDescriptionIsHeeded() throws IOException {
    OwnFolder.tiny(own, "tiny", "");
    zoo.file("tiny");
    OwnFolder.describe(own, "tiny", "tiny.tflite", "0".repeat(64), "");
    refused(() -> zoo.file("tiny"), MODEL_UNAVAILABLE, "0".repeat(64));
  }

  @Test
  void pullingTheUsersOwnOnlyChecksIt() throws IOException {
    Path file = OwnFolder.tiny(own, "tiny", "");
    assertThat(zoo.pull("tiny", Progress.NONE)).isEqualTo(file);
  }

  @Test
  void filesOfOtherKindsAreNotRead() throws IOException {
    Path file = Files.writeString(own.resolve("mine.pb"), "pb");
    OwnFolder.describe(own, "mine", "mine.pb", Sha256.of(file), "");
    refused(() -> zoo.open("mine"), MODEL_UNAVAILABLE, "ONNX", "TensorFlow Lite");
  }

  @Test
  void aFileThatIsNoNetworkIsRefused() throws IOException {
    Path file = Files.writeString(own.resolve("mine.tflite"), "a letter to my aunt");
    OwnFolder.describe(own, "mine", "mine.tflite", Sha256.of(file), "");
    refused(() -> zoo.open("mine"), MODEL_UNAVAILABLE, "mine.tflite", "TFL3");
  }

  @Test
  void aDescriptionThatMakesNoSenseIsAnErrorOnlyForItsNetwork() throws IOException {
    OwnFolder.tiny(own, "tiny", "");
    Files.writeString(own.resolve("broken.json"), "{\"id\": ");
    Files.writeString(own.resolve("empty.json"), "");
    Files.writeString(own.resolve("other.json"), "{\"id\": \"else\"}");
    OwnFolder.describe(own, "short", "short.tflite", "abc", "");
    assertThat(zoo.file("tiny")).exists();
    refused(() -> zoo.file("broken"), MODEL_UNAVAILABLE, "broken.json");
    refused(() -> zoo.file("empty"), MODEL_UNAVAILABLE, "empty.json");
    refused(() -> zoo.file("other"), MODEL_UNAVAILABLE, "its id is 'else'");
    refused(() -> zoo.file("short"), MODEL_UNAVAILABLE, "64 hexadecimal digits");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Zoo lost = new Zoo(cache, own.resolve("nowhere"));
    refused(lost::ids, MODEL_UNAVAILABLE, "ONEIROS_MODELS", "nowhere");
  }

  private static void refused(ThrowingCallable call, ModelException.Code code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }
}

package io.oneiros.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.standalone.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  @Test
  void jvmOptionsAreWordsOfOneVariable() {
    assertThat(ServiceCommands.given(Map.of())).isEmpty();
    assertThat(ServiceCommands.given(Map.of("ONEIROS_JVM_OPTIONS", "  "))).isEmpty();
    assertThat(ServiceCommands.given(Map.of("ONEIROS_JVM_OPTIONS", " -Xmx4g  -Xmn1g ")))
        .containsExactly("-Xmx4g", "-Xmn1g");
  }

  @Test
  void oneHomeHasOneSystem() {
    Home home = new Home(folder).prepared();
    HomeLock first = HomeLock.tryAcquire(home).orElseThrow();
    assertThat(HomeLock.tryAcquire(home)).isEmpty();
    first.close();
    HomeLock.tryAcquire(home).orElseThrow().close();
  }

  @Test
  void objectKeysAreRandomKeptAndTheOwnersAlone() throws Exception {
    Path file = folder.resolve("objects.keys");
    var keys = ObjectKeysFile.readOrMake(file);
    assertThat(keys.secretKey()).matches("[0-9a-f]{64}");
    assertThat(ObjectKeysFile.readOrMake(file)).isEqualTo(keys);
    assertThat(ObjectKeysFile.readOrMake(folder.resolve("other.keys"))).isNotEqualTo(keys);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void homeThatIsAFileIsTold() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new Home(file).prepared())
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("ONEIROS_HOME");
  }

  @Test
  void firstStartNeedsRoomForTheNativeLibraryToo() throws Exception {
    Home home = new Home(folder);
    Files.createDirectory(home.djl());
    assertThatThrownBy(() -> home.requireRoom(767L << 20))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("The disk of " + folder + " has 767 MB free;")
        .hasMessageContaining("the first dream needs at least 768 MB", "ONEIROS_HOME");
    home.requireRoom(768L << 20);

    Files.createDirectory(home.djl().resolve("pytorch"));
    assertThatThrownBy(() -> home.requireRoom(255L << 20))
        .hasMessageContaining("a dream needs at least 256 MB");
    home.requireRoom(256L << 20);
  }

  @Test
  void workersLoadTheNetworkThatIsAskedFor() {
    assertThat(Options.workers(1).warm("googlenet").settings())
        .containsExactly(Map.entry("oneiros.worker.warm", "googlenet"));
    assertThat(Options.workers(1).warm(null).settings()).isEmpty();
  }

  @Test
  void somebodyElsesPartsAreUsedWhereTheyAreNamed() {
    Options options =
        Options.of(
            2,
            0,
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "ONEIROS_OBJECTS_ENDPOINT", "http://s3:9000",
                "ONEIROS_OBJECTS_ACCESS_KEY", "a",
                "ONEIROS_OBJECTS_SECRET_KEY", "s"));
    assertThat(options.kafka()).contains("kafka:9092");
    assertThat(options.objects().orElseThrow().endpoint()).isEqualTo("http://s3:9000");
    assertThatThrownBy(() -> Options.of(1, 0, Map.of("ONEIROS_OBJECTS_ENDPOINT", "http://s3:9000")))
        .hasMessageContaining("ONEIROS_OBJECTS_ACCESS_KEY is not");
  }

  @Test
  void workersShareTheCores() {
    assertThat(ServiceCommands.threads(8, 2)).isEqualTo(4);
    assertThat(ServiceCommands.threads(2, 3)).isEqualTo(1);
    assertThat(ServiceCommands.threads(64, 1)).isEqualTo(16);
  }
}

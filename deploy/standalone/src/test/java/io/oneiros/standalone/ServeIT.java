package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.PidFile;
import io.oneiros.processes.Ports;
import io.oneiros.standalone.DreamCommand.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/dream serve}, and {@code deploy/dream} beside it. */
class ServeIT {
  /** A small one of random weights. */
  static final Path NETWORK =
      Checkout.root().resolve("dream-worker/engine/src/test/resources/onnx/squeezenet1.1.onnx");

  private static final String OWN_LAYER = "/features/features.7/Concat";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Path home;
  private static StoredDreams stored;
  private static int port;
  private static DreamCommand serve;

  @BeforeAll
  static void prepare() throws Exception {
    home = Dreams.home(folder.resolve("home"));
    stored = new StoredDreams(home);
    DreamCommand.build(home);
  }

  /** Started for the first test, and after one that has ended it. */
  @BeforeEach
  void serve() throws Exception {
    if (serve == null) {
      port = Ports.free();
      serve =
          DreamCommand.start(home, "serve", "--port", Integer.toString(port))
              .awaitSaid("Ctrl-C to stop");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (serve != null) {
      serve.close();
    }
  }

  @Test
  void aDreamUsesItAndLeavesItRunning() throws Exception {
    Path out = folder.resolve("short.png");
    String[] options =
        Stream.concat(Stream.of("--workers", "2"), Stream.of(CommandIT.SHORT))
            .toArray(String[]::new);
    Ended ended = ended(DreamCommand.dream(home, Dreams.photo(folder, 160, 120), out, options));

    assertThat(ended.code()).as("%s", ended.err()).isZero();
    assertThat(ended.err())
        .startsWith(
            "Using the system that serves at " + url() + ".",
            "It has the workers that it was started with: --workers changes nothing.")
        .endsWith(out + " is written.");
    assertThat(out).isNotEmptyFile();
    assertThat(serve.children()).hasSize(6).allMatch(ProcessHandle::isAlive);
    // How long its dreams are kept is for the system's owner to say.
    String id = Json.MAPPER.readTree(ended.lastOut()).path("id").asText();
    assertThat(get("/v1/dreams/" + id)).contains("\"completed\"");

    Ended logs = DreamCommand.run(home, "logs", id);
    assertThat(logs.code()).as("%s", logs.err()).isZero();
    assertThat(logs.out().stream().map(line -> line.split(" [|] ")[0]))
        .contains("gateway", "scheduler", "storage", "worker-1");
    assertThat(logs.out().stream().map(line -> line.split(" [|] ", 2)[1].substring(0, 23)))
        .isSorted();
  }

  @Test
  void aDreamThatNoLogNamesIsTold() throws Exception {
    Ended ended = DreamCommand.run(home, "logs", "nobody");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).containsExactly("dream: No log says anything of a dream 'nobody'.");
  }

  @Test
  void aNetworkOfOnesOwnIsUploadedOnceAndDreamed() throws Exception {
    Path photo = Dreams.photo(folder, 160, 120);
    Path first = folder.resolve("own-1.png");
    Ended ended = dreamOfOwn(photo, first);
    assertThat(ended.code()).as("%s", ended.err()).isZero();
    assertThat(ended.err()).contains("Uploading " + NETWORK + ", 45 kB ...");
    String dream = Json.MAPPER.readTree(ended.lastOut()).path("id").asText();
    JsonNode recipe = Json.MAPPER.readTree(get("/v1/dreams/" + dream)).path("recipe");
    String id = recipe.path("model").asText();
    assertThat(id).matches("squeezenet1.1@[0-9a-f]{32}");
    assertThat(get("/v1/models/" + id)).contains(id);

    Path second = folder.resolve("own-2.png");
    Ended again = dreamOfOwn(photo, second);
    assertThat(again.code()).as("%s", again.err()).isZero();
    assertThat(again.err()).noneMatch(line -> line.startsWith("Uploading"));
    assertThat(second).hasSameBinaryContentAs(first);

    // Described, but its file is gone: then it is uploaded again.
    deleteFilesOfNetworks();
    assertThat(get("/v1/models/" + id)).contains("\"present\":false");
    Ended mended = dreamOfOwn(photo, second);
    assertThat(mended.code()).as("%s", mended.err()).isZero();
    assertThat(mended.err()).anyMatch(line -> line.startsWith("Uploading"));
    assertThat(get("/v1/models/" + id)).contains("\"present\":true");

    Ended byId =
        ended(
            DreamCommand.dream(
                home, photo, second, "--model", id, "--layer", OWN_LAYER, "--iterations", "1"));
    assertThat(byId.code()).as("%s", byId.err()).isZero();
  }

  private static void deleteFilesOfNetworks() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("objects"))) {
      List<Path> found =
          files.filter(file -> file.getParent().endsWith(Path.of("models", "files"))).toList();
      assertThat(found).isNotEmpty();
      for (Path file : found) {
        Files.delete(file);
      }
    }
  }

  private static Ended dreamOfOwn(Path photo, Path out) throws Exception {
    return ended(
        DreamCommand.dream(
            home,
            photo,
            out,
            "--model",
            NETWORK.toString(),
            "--input",
            "imagenet",
            "--layer",
            OWN_LAYER,
            "--octaves",
            "2",
            "--iterations",
            "2",
            "--json"));
  }

  @Test
  void layersOfAFileAreListed() throws Exception {
    Ended ended = DreamCommand.run(home, "models", "layers", NETWORK.toString());
    assertThat(ended.code()).as("%s", ended.err()).isZero();
    assertThat(ended.out()).anyMatch(line -> line.startsWith(OWN_LAYER + " "));
  }

  @Test
  void aSecondOneInTheSameHomeIsRefused() throws Exception {
    Ended ended = DreamCommand.run(home, "serve", "--port", "0");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).containsExactly("dream: A system is running in " + home + " already.");
  }

  @Test
  void unknownLayerIsExitCode1AndTheNearestIsNamed() throws Exception {
    Path photo = Dreams.photo(folder, 200, 150);
    Path out = folder.resolve("unknown.png");
    Ended ended =
        ended(DreamCommand.dream(home, photo, out, "--layer", "mixed55", "--gateway", url()));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("dream: ")
        .contains("'mixed55'", "The nearest are mixed5,")
        .endsWith("(unknown-layer)");
    assertThat(out).doesNotExist();
  }

  @Test
  void aTextThatIsCalledAPhotoIsToldInOneLine() throws Exception {
    Path text = Files.writeString(folder.resolve("photo.jpg"), "Dear diary, nothing happened.");
    Ended ended =
        ended(DreamCommand.dream(home, text, folder.resolve("text.png"), "--gateway", url()));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("dream: ")
        .contains("PNG, JPEG")
        .endsWith("(not-a-picture)");
  }

  @Test
  void aDreamThatIsTerminatedIsCancelledItsObjectsGoAndTheSystemServesOn() throws Exception {
    Path out = folder.resolve("terminated.png");
    String id;
    try (DreamCommand command =
        DreamCommand.dream(home, Dreams.photo(folder, 640, 480), out, CommandIT.LONG)) {
      command.awaitSaid("octave 1/2");
      id = Json.MAPPER.readTree(get("/v1/dreams?status=running")).findValue("id").asText();
      assertThat(stored.now()).contains(id);
      command.terminate();
      assertThat(command.await().code()).isEqualTo(128 + 15);
    }

    awaitNone("running");
    assertThat(out).doesNotExist();
    stored.await(dreams -> !dreams.contains(id));
    assertThat(serve.children()).allMatch(ProcessHandle::isAlive);
  }

  @Test
  void aDryRunThatIsTerminatedLeavesNothingOfItsSmallDreams() throws Exception {
    Set<String> before = stored.now();
    String photo = Dreams.photo(folder, 640, 480).toString();
    try (DreamCommand command = DreamCommand.start(home, photo, "--layer", "mixed0", "--dry-run")) {
      stored.await(dreams -> !before.containsAll(dreams));
      command.terminate();
      assertThat(command.await().code()).isEqualTo(128 + 15);
    }
    stored.await(before::containsAll);
  }

  @Test
  void aPartThatDiesEndsItAndItsLogIsNamed() throws Exception {
    DreamCommand dying = serve;
    serve = null;
    List<ProcessHandle> children = dying.children();
    new PidFile(home.resolve("run/scheduler.pid")).living().orElseThrow().destroyForcibly();
    Ended ended = ended(dying);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.lastErr())
        .startsWith(
            "dream: scheduler died with exit code 137: somebody killed it, or the system did for want of memory; see "
                + home.resolve("log/scheduler.log"));
    assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
  }

  private static Ended ended(DreamCommand command) throws Exception {
    try (command) {
      return command.await();
    }
  }

  private static void awaitNone(String status) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (get("/v1/dreams?status=" + status).contains("\"id\"")) {
      assertThat(System.nanoTime()).as("still " + status).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static String url() {
    return "http://127.0.0.1:" + port;
  }
}

package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.PidFile;
import io.oneiros.standalone.DreamCommand.Ended;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/dream} does, whole, for one photo and while something goes wrong. */
class CommandIT {
  static final String[] SHORT = {
    "--octaves", "2", "--octave-scale", "1.3", "--iterations", "2", "--layer", "mixed0", "--json"
  };

  /**
   * Its second octave takes long enough to be disturbed in, and its tiles are small enough that
   * those in hand do not hold up the next dream.
   */
  static final String[] LONG = {
    "--octaves",
    "2",
    "--octave-scale",
    "3",
    "--iterations",
    "60",
    "--layer",
    "mixed0",
    "--tile",
    "256"
  };

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Path photo;
  private static Path largePhoto;
  private static Path home;

  @BeforeAll
  static void prepare() throws Exception {
    photo = Dreams.photo(folder, 160, 120);
    largePhoto = Dreams.photo(folder, 640, 480);
    home = Dreams.home(folder.resolve("home"));
    DreamCommand.build(home);
  }

  @Test
  void aPhotoIsDreamedToldInFiguresAndWhatWasStartedIsGone() throws Exception {
    Path out = folder.resolve("short.png");
    Ended ended;
    List<ProcessHandle> children;
    try (DreamCommand command = dream(photo, out, SHORT)) {
      children = command.awaitSaid("octave 1/2").children();
      ended = command.await();
    }

    assertThat(ended.code()).as("%s", ended.err()).isZero();
    assertThat(ended.err())
        .hasSize(4)
        .startsWith("Starting a system for this dream, some seconds ...")
        .endsWith(out + " is written.");
    JsonNode figures = Json.MAPPER.readTree(ended.lastOut());
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly(
            "id", "status", "seconds", "octaveSeconds", "tiles", "attempts", "pixelSteps", "out");
    assertThat(figures.path("status").asText()).isEqualTo("completed");
    assertThat(figures.path("octaveSeconds")).hasSize(2);
    assertThat(figures.path("tiles").asInt()).isEqualTo(2);
    assertThat(figures.path("pixelSteps").asLong()).isEqualTo(2 * (160 * 120 + 123 * 92));
    assertThat(figures.path("out").asText()).isEqualTo(out.toString());
    BufferedImage picture = ImageIO.read(out.toFile());
    assertThat(picture.getWidth()).isEqualTo(160);
    assertThat(picture.getHeight()).isEqualTo(120);
    assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
    assertThat(pidFiles()).isEmpty();
  }

  @Test
  void terminatedInMidDreamItStopsWhatItStartedAndLeavesNoPicture() throws Exception {
    Path out = folder.resolve("terminated.png");
    try (DreamCommand command = dream(largePhoto, out, LONG)) {
      List<ProcessHandle> children = command.awaitSaid("octave 1/2").children();
      command.terminate();

      assertThat(command.await().code()).isEqualTo(128 + 15);
      assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
      assertThat(pidFiles()).isEmpty();
      assertNothingIsLeftOf(out);
    }
  }

  @Test
  void killedItsProcessesAreStoppedByTheNextDream() throws Exception {
    Path out = folder.resolve("killed.png");
    try (DreamCommand command = dream(photo, out, SHORT)) {
      List<ProcessHandle> orphans = command.awaitWritten(pidFile("worker-1")).children();
      command.kill();
      assertThat(orphans).hasSize(6).allMatch(ProcessHandle::isAlive);
      assertNothingIsLeftOf(out);

      try (DreamCommand next = dream(photo, out, SHORT)) {
        assertThat(next.await().code()).isZero();
      }
      assertThat(orphans).noneMatch(ProcessHandle::isAlive);
      assertThat(out).isNotEmptyFile();
    }
  }

  @Test
  void aChildThatDiesEndsTheDreamAndItsLogIsNamed() throws Exception {
    Path out = folder.resolve("widowed.png");
    try (DreamCommand command = dream(largePhoto, out, LONG)) {
      List<ProcessHandle> children = command.awaitSaid("octave 1/2").children();
      kill("worker-1");
      Ended ended = command.await();

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.lastErr())
          .startsWith(
              "dream: worker-1 died with exit code 137; see " + home.resolve("log/worker-1.log"));
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertNothingIsLeftOf(out);
    }
  }

  @Test
  void wrongUsageIsExitCode2AndStartsNothing() throws Exception {
    Path untouched = folder.resolve("wrong-usage");
    Ended ended = DreamCommand.run(untouched, photo.toString(), "--octaves", "many");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("dream: ").contains("'many'");
    assertThat(untouched).doesNotExist();
  }

  @Test
  void outThatCannotBeWrittenStartsNothing() throws Exception {
    Path untouched = folder.resolve("no-out");
    Path out = folder.resolve("missing/out.png");
    Ended ended = DreamCommand.run(untouched, photo.toString(), "-o", out.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .containsExactly(
            "dream: %s cannot be written: there is no folder %s.".formatted(out, out.getParent()));
    assertThat(untouched).doesNotExist();
  }

  @Test
  void portThatIsTakenIsToldAndNothingStarted() throws Exception {
    Path elsewhere = Dreams.home(folder.resolve("no-port"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Ended ended =
          DreamCommand.run(elsewhere, "serve", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .containsExactly(
              "dream: Port %d of 127.0.0.1 is taken; choose another with --port PORT."
                  .formatted(taken.getLocalPort()));
    }
    assertThat(elsewhere.resolve("log")).doesNotExist();
  }

  @Test
  void withoutNpmANetworkThatIsNotHereIsToldAndNothingStarted() throws Exception {
    Path elsewhere = folder.resolve("no-npm");
    Map<String, String> noNpm = Map.of("PATH", onlyTools("bash", "dirname", "sed", "find"));
    try (DreamCommand command =
        DreamCommand.start(
            elsewhere, noNpm, photo.toString(), "-o", folder.resolve("no.png").toString())) {
      Ended ended = command.await();
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.lastErr())
          .startsWith("dream: ")
          .contains("'npm' cannot be run: install Node.js with its npm.")
          .endsWith("(model-unavailable)");
    }
    assertThat(elsewhere.resolve("log")).doesNotExist();
  }

  private static DreamCommand dream(Path photo, Path out, String... options) throws IOException {
    return DreamCommand.dream(home, photo, out, options);
  }

  private static void assertNothingIsLeftOf(Path out) {
    assertThat(out).doesNotExist();
    assertThat(out.getParent()).isDirectoryNotContaining("glob:**/.dream-*");
  }

  private static void kill(String name) {
    new PidFile(pidFile(name)).living().orElseThrow().destroyForcibly();
  }

  private static Path pidFile(String name) {
    return home.resolve("run/" + name + ".pid");
  }

  private static List<Path> pidFiles() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("run"))) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
  }

  /** A folder for the PATH, with these programs and no others. */
  private static String onlyTools(String... names) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : names) {
      Path tool =
          Stream.of(System.getenv("PATH").split(":"))
              .map(entry -> Path.of(entry, name))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(name), tool);
    }
    return bin.toString();
  }
}

package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.PidFile;
import io.oneiros.standalone.DreamCommand.Ended;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /** Far less than a start may take. */
  private static final Duration SOON = Duration.ofSeconds(60);

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

  /** After one that was killed in its start, so that nobody stopped what it had started. */
  @Test
  void aPhotoIsDreamedToldInFiguresAndWhatWasStartedIsGone() throws Exception {
    Path out = folder.resolve("short.png");
    List<ProcessHandle> orphans;
    try (DreamCommand command = dream(photo, out, SHORT)) {
      orphans = command.awaitWritten(pidFile("worker-1")).children();
      command.kill();
      assertThat(orphans).hasSize(6).allMatch(ProcessHandle::isAlive);
      assertNothingIsLeftOf(out);
    }

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
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
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
  void terminatedWhileItStartsItEndsSoonAndLeavesNothing() throws Exception {
    Path out = folder.resolve("unstarted.png");
    try (DreamCommand command = dream(photo, out, SHORT)) {
      List<ProcessHandle> children = command.awaitWritten(pidFile("worker-1")).children();
      TimeUnit.SECONDS.sleep(1);
      long asked = System.nanoTime();
      command.terminate();

      assertThat(command.await().code()).isEqualTo(128 + 15);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
      assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
      assertThat(pidFiles()).isEmpty();
      assertNothingIsLeftOf(out);
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
              "dream: worker-1 died with exit code 137: somebody killed it, or the system did for want of memory; see "
                  + home.resolve("log/worker-1.log"));
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertNothingIsLeftOf(out);
    }
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
}

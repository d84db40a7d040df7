package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.standalone.DreamCommand.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code deploy/dream} refuses before it starts anything. */
class RefusedCommandIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Path photo;

  @BeforeAll
  static void prepare() throws Exception {
    photo = Dreams.photo(folder, 160, 120);
    DreamCommand.build(Dreams.home(folder.resolve("home")));
  }

  @Test
  void wrongUsageIsExitCode2AndStartsNothing() throws Exception {
    Path untouched = folder.resolve("wrong-usage");
    Ended ended = DreamCommand.run(untouched, photo.toString(), "--octaves", "many");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("dream: ").contains("'many'");
    assertThat(untouched).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--octaves 99          | octaves is 99; | octaves-out-of-range, setting oneiros.limits.max-octaves",
        "--layer mixd3         | 'mixd3'        | unknown-layer",
        "--layer mixed3#768    | no channel 768 | channels-out-of-range",
        "--device a_b          | 'a_b'          | option-out-of-range",
        "--octaves 12 --octave-scale 2 | smallest of 12 octaves | smallest-octave-too-small",
        "--model nobody        | 'nobody'       | unknown-model"
      })
  void whatCannotBeDreamedIsToldBeforeAnythingIsStarted(String options, String why, String code)
      throws Exception {
    Path elsewhere = folder.resolve("refused");
    if (Files.notExists(elsewhere)) {
      Dreams.home(elsewhere);
    }
    Ended ended =
        ended(
            DreamCommand.dream(
                elsewhere, photo, folder.resolve("refused.png"), options.split(" ")));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("dream: ")
        .contains(why)
        .endsWith("(" + code + ")");
    assertThat(elsewhere.resolve("log")).doesNotExist();
  }

  @Test
  void limitsThatTheEnvironmentMovesHoldBeforeAnythingIsStarted() throws Exception {
    Path elsewhere = Dreams.home(folder.resolve("small"));
    Ended ended =
        ended(
            DreamCommand.start(
                elsewhere,
                Map.of("ONEIROS_LIMITS_MAX_PIXELS", "19199"),
                photo.toString(),
                "-o",
                folder.resolve("small.png").toString()));
    assertThat(ended.lastErr())
        .contains("160 x 120 = 19200 pixels; at most 19199 are taken")
        .endsWith("(too-many-pixels, setting oneiros.limits.max-pixels)");
    assertThat(elsewhere.resolve("log")).doesNotExist();
  }

  private static Ended ended(DreamCommand command) throws Exception {
    try (command) {
      return command.await();
    }
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

package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.standalone.DreamCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/dream --dry-run}, with everything that it starts. */
class DryRunIT {
  @TempDir static Path folder;

  private static Path photo;
  private static Path home;

  @BeforeAll
  static void prepare() throws Exception {
    photo = Dreams.photo(folder, 400, 300);
    home = Dreams.home(folder.resolve("home"));
    DreamCommand.build(home);
  }

  @Test
  void dreamIsToldInFiguresAndNothingIsLeftOfTheSmallOnesThatToldItsTime() throws Exception {
    Path out = folder.resolve("out.png");
    Ended ended =
        run(
            photo.toString(),
            "-o",
            out.toString(),
            "--octaves",
            "2",
            "--octave-scale",
            "2",
            "--iterations",
            "3",
            "--tile",
            "256",
            "--layer",
            "mixed0",
            "--json");

    assertThat(ended.code()).as("%s", ended.err()).isZero();
    JsonNode told = Json.MAPPER.readTree(ended.lastOut());
    assertThat(told.at("/recipe/layers/0/name").asText()).isEqualTo("mixed0");
    assertThat(told.at("/plan/octaves")).hasSize(2);
    assertThat(told.at("/plan/octaves/1/tiles").asInt()).isEqualTo(3 * 4);
    assertThat(told.at("/plan/pixelSteps").asLong()).isEqualTo(3 * (200 * 150 + 400 * 300));
    assertThat(told.at("/tileMemory").asLong()).isBetween(20_000_000L, 500_000_000L);
    assertThat(told.at("/workers").asInt()).isEqualTo(1);
    assertThat(told.at("/seconds").asDouble()).isBetween(0.1, 3600.0);
    assertThat(out).doesNotExist();
    assertThat(objects()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidAsOfTheDreamItself() throws Exception {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    for (List<String> wrong :
        List.of(
            List.of(text.toString()),
            List.of(photo.toString(), "--layer", "mixd3"),
            List.of(photo.toString(), "--tile", "7"))) {
      Ended dream = DreamCommand.run(home, wrong.toArray(String[]::new));
      Ended dry = run(wrong.toArray(String[]::new));

      assertThat(dry.code()).isEqualTo(dream.code()).isPositive();
      assertThat(dry.lastErr()).isEqualTo(dream.lastErr());
    }
  }

  private static Ended run(String... arguments) throws Exception {
    return DreamCommand.run(
        home, Stream.concat(Stream.of(arguments), Stream.of("--dry-run")).toArray(String[]::new));
  }

  private static List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

package io.oneiros.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Measure;
import io.oneiros.contract.Preset;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.spec.Option.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reference is written from what the check reads; {@code -Dwrite=true} writes it again. */
class ReferenceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "../../docs/reference");

  @Test
  void optionsPageIsTrue() throws IOException {
    String rows =
        Options.ALL.stream()
            .map(
                option ->
                    "| `%s` | `%s` | %s | %s | %s |"
                        .formatted(
                            option.path(),
                            option.flag(),
                            option.range(Limits.DEFAULTS),
                            otherwise(option),
                            option.text()))
            .collect(Collectors.joining("\n"));
    check(
        "options.md",
        """
        # Options of a dream

        Every option is a field of the spec (REST and Kafka; a dot means an object in it) and a flag of `deploy/dream`. What is out of its
        range is refused before any work, by an error that names the value, the range and, where one moves it, the setting.
        This page is written by `ReferenceTest` from the table that the check reads.

        | field | flag | range | default | |
        |---|---|---|---|---|
        %s

        Besides: `preset`, `model`, `layers` ([measures](measures.md)), `octaveSides` (the longer side of each octave, instead of `octaves` and
        `octaveScale`), `seed`.
        """
            .formatted(rows));
  }

  @Test
  void measuresPageIsTrue() throws IOException {
    String rows =
        Stream.of(Measure.values())
            .map(
                measure ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            Choice.word(measure),
                            measure.needsGuide()
                                ? "a guide"
                                : measure.needsPhoto()
                                    ? "the photo"
                                    : measure == Measure.DIVERSITY ? "the others of a batch" : "",
                            measure.whole() ? "one tile only" : "any tiles"))
            .collect(Collectors.joining("\n"));
    check(
        "measures.md",
        """
        # Measures of a layer

        A dream makes the weighted sum of its layers' measures larger. The formulas and where they come from are in the Javadoc of the
        engine's `Measure`. What needs the whole picture is refused (`%s`) for octaves larger than a tile; see [tiles](tiles.md).
        This page is written by `ReferenceTest`.

        A layer in a spec, of which `name` is enough (on the command line `NAME[=MEASURE][#CHANNEL,...][@X,Y][:WEIGHT]`, `--class NAME`; the rest by
        `--spec FILE`):

        ```
        {"layers": [
          {"name": "mixed4", "weight": 1, "measure": "l2", "channels": [12, 40]},
          {"name": "mixed4", "at": [0.5, 0.5]},                     one place, as parts of width and height
          {"name": "mixed3", "region": "mask"},                     where the mask is white; "outside" where it is black
          {"name": "mixed2", "measure": "direction", "vector": []}, a number for each channel; so for cosine
          {"name": "mixed3", "measure": "strongest", "count": 3},
          {"measure": "class", "classes": ["tabby"], "penalty": 1}, by name or number; the penalty is of all other classes
          {"name": "mixed5", "measure": "diversity", "weight": 1e6} how little the pictures of a batch are like each other
        ]}
        ```

        `weight` is any number but 0, otherwise 1; `count` 1 to the layer's channels, otherwise 1; `penalty` 0 to 1000, otherwise 0; `at` two numbers from 0 to 1.
        Where no layer has a region, the mask says where the picture changes; once one has, it says where layers count.
        `diversity` is for the pictures of a [batch](tiles.md#batches) (refused without: `%s`); it is a cosine and not a sum over positions,
        so beside `mean` or `l2` of a layer it needs a weight of their size: the preset `lucid-diversity` says 1e6, for pictures of 224 x 224.
        `content` has nothing to climb where the dream begins from the photo alone: begin from noise, or put another layer beside it.

        | measure | looks at | works in |
        |---|---|---|
        %s
        """
            .formatted(
                ProblemCode.WHOLE_PICTURE_NEEDED.code(), ProblemCode.BATCH_NEEDED.code(), rows));
  }

  @Test
  void presetsPageIsTrue() throws IOException {
    String rows =
        Presets.ALL.stream()
            .map(
                (Preset p) ->
                    "| `%s` | %s | %s | %s |"
                        .formatted(
                            p.name(),
                            p.spec().model() == null ? "inception_v3" : p.spec().model(),
                            p.source(),
                            p.look()))
            .collect(Collectors.joining("\n"));
    check(
        "presets.md",
        """
        # Presets

        `deploy/dream PHOTO --preset NAME`, `"preset": "NAME"` in a spec; `deploy/dream presets --json` shows what each of them says.
        Whatever else the spec says goes before. This page is written by `ReferenceTest` from `presets.json`.

        ![One picture of each](../pictures/presets.jpg)

        | preset | network | from | look |
        |---|---|---|---|
        %s
        """
            .formatted(rows));
  }

  /** By hand, for it says why; but it may forget nothing. */
  @Test
  void tilesPageNamesEveryMeasureAndOptionOfTheAscent() throws IOException {
    String page = Files.readString(FOLDER.resolve("tiles.md"));
    for (Measure measure : Measure.values()) {
      String row = row(page, "`" + Choice.word(measure) + "`");
      assertThat(row).contains(measure.whole() ? "| no |" : "| yes |");
    }
    Options.ALL.stream()
        .filter(option -> option.path().matches("(ascent|regularise)\\..*"))
        .filter(option -> option != Options.MOMENTUM && option != Options.BANDS)
        .filter(option -> !option.path().matches(".*(Beta|Exponent|Every)"))
        .forEach(option -> assertThat(page).contains("`" + option.path() + "`"));
  }

  private static String row(String page, String word) {
    return page.lines()
        .filter(line -> line.startsWith("| ") && line.split("\\|")[1].contains(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError(word + " is in no row"));
  }

  private static String otherwise(Option<?> option) {
    Object value =
        option instanceof Option.Each<?> each ? each.one().otherwise() : option.otherwise();
    return value instanceof Enum<?> word
        ? Choice.word(word)
        : value == null ? "" : value.toString();
  }

  private static void check(String name, String page) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, page);
    }
    assertThat(file).hasContent(page);
  }
}

package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Shift;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.TileTask;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was measured to go into a heap of 1 GB, and what was not. */
class HeapTest {
  private static final long GIGABYTE = 1L << 30;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | 4000 | 3000 | true",
        "{}                                          | 4096 | 4096 | false",
        "{'ascent':{'optimiser':'adam'}}             | 4000 | 3000 | false",
        "{'ascent':{'normalise':'bands'}}            | 4000 | 3000 | false",
        "{'start':{'parametrisation':'fourier'}}     | 2048 | 1536 | true",
        "{'start':{'parametrisation':'fourier'}}     | 2560 | 1920 | false"
      })
  void whatFitsFitsAndWhatDoesNotIsKnown(String spec, int width, int height, boolean fits) {
    assertThat(Heap.bytes(task(spec), (long) width * height) <= GIGABYTE).isEqualTo(fits);
  }

  private static TileTask task(String json) {
    Recipe recipe =
        new SpecCheck(
                Limits.DEFAULTS,
                (model, layers) ->
                    new ModelFacts("net", "0", List.of("mixed3"), List.of(768), 16, 543, 75))
            .resolve(Json.read(DreamSpec.class, json.replace('\'', '"').getBytes()));
    Size size = new Size(64, 64);
    return new TileTask(
        TestTiles.id("heap", 1),
        "net",
        "0",
        recipe.layers(),
        "c",
        size,
        size.whole(),
        size.whole(),
        0,
        0,
        List.of(new Shift(0, 0)),
        1,
        Normalisation.OWN,
        null,
        null,
        recipe.ascent(),
        recipe.regularise(),
        recipe.start().parametrisation(),
        1,
        recipe.generator(),
        null,
        0,
        size,
        "o");
  }
}

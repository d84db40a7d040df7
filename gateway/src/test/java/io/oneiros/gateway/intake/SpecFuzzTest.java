package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.Preset;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.processes.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes is a spec that can be worked with, or is refused. */
class SpecFuzzTest {
  private static final ModelCatalog FACTS =
      (model, layers) ->
          new ModelFacts(
              "net",
              "ab12",
              layers.isEmpty() ? List.of("deep") : layers,
              Collections.nCopies(Math.max(1, layers.size()), 64),
              16,
              127,
              32);
  private static final SpecCheck CHECK = new SpecCheck(Limits.DEFAULTS, FACTS);

  @Test
  void alteredSpecsAreResolvedOrRefused() {
    List<byte[]> seeds = new ArrayList<>();
    for (Preset preset : Presets.ALL) {
      seeds.add(Json.write(DreamSpec.class, preset.spec()));
    }
    seeds.add(
        "{\"octaveSides\":[64,128],\"iterations\":[3,4],\"step\":[1.5,2e0],\"seed\":-9}"
            .getBytes(StandardCharsets.UTF_8));
    Fuzz fuzz =
        new Fuzz(
            seeds,
            "null",
            "1e999",
            "-0.0",
            "9223372036854775808",
            "[",
            "{",
            "\"",
            "NaN",
            "true",
            ",",
            "\"octaves\":",
            "\"start\":{\"from\":\"noise\"}",
            "\\u0000",
            "[[[[[[[[[[");

    assertThat(fuzz.feed(Duration.ofSeconds(3), SpecFuzzTest::take)).isGreaterThan(50);
  }

  private static void take(byte[] json) {
    try {
      Recipe recipe = CHECK.resolve(SpecReader.read(json));
      CHECK.pictures(recipe, true, true, true);
      Size picture = new Size(1000, 700);
      CHECK.fits(recipe, picture);
      assertThat(recipe.pixelSteps(picture)).isPositive();
    } catch (ProblemException e) {
      assertThat(e.problem().detail()).isNotBlank();
    }
  }
}

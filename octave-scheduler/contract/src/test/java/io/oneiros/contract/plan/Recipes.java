package io.oneiros.contract.plan;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.SpecCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recipes for a network that exists by its facts only: stride 16, receptive field 127. */
final class Recipes {
  private static final SpecCheck CHECK =
      new SpecCheck(
          Limits.DEFAULTS,
          (model, layers) ->
              new ModelFacts("net", "ab12", List.of("deep"), List.of(64), 16, 127, 32));

  private Recipes() {}

  /**
   * @param spec fields of a spec, such as {@code "tile":256}
   */
  static Recipe of(String spec) {
    return CHECK.resolve(
        Json.read(DreamSpec.class, ("{" + spec + "}").getBytes(StandardCharsets.UTF_8)));
  }
}

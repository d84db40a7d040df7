package io.oneiros.storage;

import io.oneiros.contract.Json;
import io.oneiros.contract.Recipe;
import java.nio.charset.StandardCharsets;

/** Recipes as far as storage looks at them. */
public final class Recipes {
  private Recipes() {}

  /** Two octaves, 1.4 apart, and what else is said, as JSON with single quotes. */
  public static Recipe of(String more) {
    String json =
        "{'layers': [], 'iterations': 1, 'step': 1, 'octaves': 2, 'octaveScale': 1.4, 'seed': 7"
            + (more.isEmpty() ? "" : ", " + more)
            + "}";
    return Json.read(Recipe.class, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

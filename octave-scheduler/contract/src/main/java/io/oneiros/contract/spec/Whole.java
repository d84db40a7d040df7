package io.oneiros.contract.spec;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.spec.Start.Parametrisation;
import java.util.Optional;

/** What needs the whole picture in one tile: docs/reference/tiles.md. */
public final class Whole {
  private Whole() {}

  /** What of a recipe does, as a spec names it; empty for nothing. */
  public static Optional<String> of(Recipe recipe) {
    return recipe.layers().stream()
        .filter(layer -> layer.measure().whole())
        .findFirst()
        .map(layer -> "measure " + Option.Choice.word(layer.measure()))
        .or(() -> recipe.ascent().whole().map(Option::path))
        .or(() -> recipe.regularise().whole().map(Option::path))
        .or(
            () ->
                Optional.of(recipe.start().parametrisation())
                    .filter(variables -> variables != Parametrisation.PIXELS)
                    .map(
                        variables ->
                            Options.PARAMETRISATION.path() + " " + Option.Choice.word(variables)))
        .or(
            () ->
                recipe.start().grid().pictures() > 1
                    ? Optional.of(Options.BATCH.path())
                    : Optional.empty());
  }
}

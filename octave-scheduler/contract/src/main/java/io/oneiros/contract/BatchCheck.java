package io.oneiros.contract;

import static io.oneiros.contract.ProblemCode.BATCH_NEEDED;
import static io.oneiros.contract.ProblemCode.OCTAVES_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.OPTION_OUT_OF_RANGE;

import io.oneiros.contract.spec.Start;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.contract.spec.Start.Parametrisation;

/** Checks what is said of pictures that are dreamed together. */
final class BatchCheck {
  private BatchCheck() {}

  /**
   * @return the recipe
   */
  static Recipe checked(Recipe recipe) {
    Start start = recipe.start();
    if (start.batch() == 1) {
      requireNoComparison(recipe);
      return recipe;
    }
    if (start.from() == From.PHOTO) {
      throw wrong(
          OPTION_OUT_OF_RANGE,
          start,
          "pictures that are dreamed together begin from noise or grey, and start.from is photo");
    }
    if (recipe.octaves() != 1 || recipe.octaveSides() != null) {
      throw wrong(
          OCTAVES_OUT_OF_RANGE,
          start,
          "between octaves pictures side by side would run into each other; octaves is %d, and must be 1, without octaveSides",
          recipe.octaves());
    }
    boolean alike = start.from() == From.GREY && start.parametrisation() != Parametrisation.FOURIER;
    if (alike && recipe.jitter() == 0 && !recipe.ascent().warps()) {
      throw wrong(
          OPTION_OUT_OF_RANGE,
          start,
          "from grey, without jitter and warps, all would be the same picture; begin from noise, or give a jitter");
    }
    return recipe;
  }

  static void pictures(Recipe recipe, boolean photo, boolean mask) {
    if (recipe.start().grid().pictures() > 1 && (photo || mask)) {
      throw wrong(
          OPTION_OUT_OF_RANGE,
          recipe.start(),
          "pictures that are dreamed together go without a %s",
          photo ? "photo" : "mask");
    }
  }

  private static void requireNoComparison(Recipe recipe) {
    recipe.layers().stream()
        .filter(layer -> layer.measure() == Measure.DIVERSITY)
        .findFirst()
        .ifPresent(
            layer -> {
              throw new ProblemException(
                  BATCH_NEEDED,
                  "Layer '%s' has the measure diversity, which compares pictures that are dreamed together; start.batch is 1, and must be 2 or more."
                      .formatted(layer.name()));
            });
  }

  private static ProblemException wrong(
      ProblemCode code, Start start, String why, Object... values) {
    return new ProblemException(
        code, "start.batch is %d: %s.".formatted(start.batch(), why.formatted(values)));
  }
}

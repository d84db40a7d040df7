package io.oneiros.contract.plan;

import io.oneiros.contract.Normalisation;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.TilingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The rounds of an octave, a function of the recipe and the octave's size alone. See
 * docs/architecture.md, "Tiles".
 */
public final class RoundPlan {
  /** Steps in a tile between two barriers, at most. */
  static final int FAST_STEPS = 8;

  /** Exact rounds that open a fast octave: two, so that the gradient's growth a step is known. */
  static final int EXACT_ROUNDS = 2;

  private RoundPlan() {}

  /** Rounds in the order they are dreamed; their steps add up to the octave's iterations. */
  public static List<Round> of(Recipe recipe, int index, Size octave) {
    int steps = recipe.iterations(index);
    if (octave.width() <= recipe.tile() && octave.height() <= recipe.tile()) {
      TilePlan whole = TilePlan.even(octave, recipe.tile(), 0);
      return List.of(new Round(0, steps, Normalisation.OWN, whole));
    }
    int exact = recipe.mode() == TilingMode.EXACT ? steps : Math.min(EXACT_ROUNDS, steps);
    List<Round> rounds = new ArrayList<>();
    TilePlan even = TilePlan.even(octave, recipe.tile(), 0);
    for (int step = 0; step < exact; step++) {
      rounds.add(new Round(step, 1, Normalisation.RAW, even));
    }
    if (steps > exact) {
      List<Integer> cuts = Cuts.even(steps - exact, FAST_STEPS);
      for (int i = 0; i + 1 < cuts.size(); i++) {
        int first = exact + cuts.get(i);
        int count = cuts.get(i + 1) - cuts.get(i);
        rounds.add(new Round(first, count, Normalisation.TRACKED, feathered(recipe, octave, i)));
      }
    }
    return List.copyOf(rounds);
  }

  /** Every other fast round moves the grid, so that no pixel lies at a cut all the time. */
  private static TilePlan feathered(Recipe recipe, Size octave, int fastRound) {
    // Beyond its halo a tile has computed nothing that could be blended.
    int feather = Math.min(TilePlan.FEATHER, 2 * recipe.halo());
    return fastRound % 2 == 0
        ? TilePlan.even(octave, recipe.tile(), feather)
        : TilePlan.shifted(octave, recipe.tile(), feather);
  }
}

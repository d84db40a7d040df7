package io.oneiros.scheduler.plan;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.Shift;
import io.oneiros.contract.plan.Round;
import io.oneiros.engine.ascent.Jitter;
import java.util.List;

/** The jitter of a round: the engine's own, so that a cluster moves as the library does. */
public final class Shifts {
  private Shifts() {}

  public static List<Shift> of(Recipe recipe, int octave, Round round) {
    int first = round.firstStep();
    return Jitter.shifts(recipe.seed(), octave, first, first + round.steps(), recipe.jitter())
        .stream()
        .map(shift -> new Shift(shift.dx(), shift.dy()))
        .toList();
  }
}

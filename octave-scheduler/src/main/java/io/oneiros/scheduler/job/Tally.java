package io.oneiros.scheduler.job;

import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.plan.Round;
import io.oneiros.contract.plan.RoundPlan;
import java.util.List;

/** Counting a dream's progress. */
final class Tally {
  private Tally() {}

  /** The work of the whole dream, none of it done. */
  static Progress whole(Recipe recipe, List<Size> octaves, int attempts) {
    int tiles = 0;
    long pixelSteps = 0;
    for (int octave = 0; octave < octaves.size(); octave++) {
      for (Round round : RoundPlan.of(recipe, octave, octaves.get(octave))) {
        tiles += round.tiles().tiles();
        pixelSteps += round.pixelSteps();
      }
    }
    return new Progress(0, tiles, 0, recipe.iterations(0), 0, pixelSteps, attempts);
  }

  static Progress tile(Progress p, long pixelSteps) {
    return new Progress(
        p.tilesDone() + 1,
        p.tilesTotal(),
        p.stepsDone(),
        p.stepsTotal(),
        p.pixelSteps() + pixelSteps,
        p.pixelStepsTotal(),
        p.attempts());
  }

  /** So many gradient steps of an octave are done. */
  static Progress steps(Progress p, int done, int of) {
    return new Progress(
        p.tilesDone(), p.tilesTotal(), done, of, p.pixelSteps(), p.pixelStepsTotal(), p.attempts());
  }

  static Progress attempt(Progress p) {
    return new Progress(
        p.tilesDone(),
        p.tilesTotal(),
        p.stepsDone(),
        p.stepsTotal(),
        p.pixelSteps(),
        p.pixelStepsTotal(),
        p.attempts() + 1);
  }
}

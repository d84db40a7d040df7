package io.oneiros.contract.plan;

import io.oneiros.contract.Normalisation;

/**
 * One scatter and gather: steps {@code firstStep} to {@code firstStep + steps} of an octave, on the
 * tiles of a plan.
 */
public record Round(int firstStep, int steps, Normalisation normalisation, TilePlan tiles) {
  /** Picture pixels times gradient steps: the work in it. */
  public long pixelSteps() {
    return tiles.picture().pixels() * steps;
  }
}

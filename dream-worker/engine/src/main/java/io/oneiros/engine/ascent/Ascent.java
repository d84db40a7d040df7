package io.oneiros.engine.ascent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How gradients become steps, for one octave or one tile of it: everything about climbing but the
 * number of steps, their size and their jitter. A step is, in this order: gradient of the
 * objective, less penalties, blurred, normalised, given to the optimiser, masked, added; clipped to
 * 0..1; then upkeep.
 *
 * @param penalties subtracted from the objective
 * @param stopAt no further step is done once the objective is at least so many times its value at
 *     the first step, above 1: Keras' "stop at loss", made independent of the layer. An objective
 *     that is not above 0 at the first step stops nothing. Needs the whole picture in one tile
 */
public record Ascent(
    Norm norm,
    Optimiser optimiser,
    Blur blur,
    List<Penalty> penalties,
    Upkeep upkeep,
    OptionalDouble stopAt) {

  /** The 2015 notebook's: g / mean |g|, nothing else. */
  public static final Ascent DEFAULT =
      new Ascent(
          Norm.Scalar.MEAN_ABS,
          new Optimiser.Plain(),
          Blur.NONE,
          List.of(),
          Upkeep.NONE,
          OptionalDouble.empty());

  public Ascent {
    penalties = List.copyOf(penalties);
    if (stopAt.isPresent() && !(stopAt.getAsDouble() > 1)) {
      throw new IllegalArgumentException(
          "stopAt is " + stopAt.getAsDouble() + "; it must be above 1");
    }
  }

  /**
   * What of this cannot be had of tiles, in words, because it looks at the whole picture or
   * remembers earlier steps; empty if all is local.
   */
  public Optional<String> beyondTiles() {
    if (norm instanceof Norm.Laplacian) {
      return Optional.of("the Laplacian norm");
    }
    if (!(optimiser instanceof Optimiser.Plain)) {
      return Optional.of("the optimiser " + optimiser);
    }
    if (!upkeep.isNone()) {
      return Optional.of("upkeep");
    }
    return stopAt.isPresent() ? Optional.of("stopAt") : Optional.empty();
  }

  /**
   * The ascent of the steps {@code from} (inclusive) to {@code to} (exclusive) of {@code of}, for a
   * tile that does only these.
   */
  public Ascent part(int from, int to, int of) {
    return with(blur.part(from, to, of));
  }

  public Ascent with(Norm norm) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, stopAt);
  }

  public Ascent with(Optimiser optimiser) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, stopAt);
  }

  public Ascent with(Blur blur) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, stopAt);
  }

  public Ascent with(List<Penalty> penalties) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, stopAt);
  }

  public Ascent with(Upkeep upkeep) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, stopAt);
  }

  public Ascent stoppingAt(double multiple) {
    return new Ascent(norm, optimiser, blur, penalties, upkeep, OptionalDouble.of(multiple));
  }
}

package io.oneiros.contract.spec;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Nullable;

/**
 * How much of a dream is shown. In a spec every component may be null, in a recipe none.
 *
 * @param strength 0 for the source, 1 for the dream, between them what lies between them
 * @param blend part of the source that comes back with every larger octave
 * @param luminance whether colours stay the source's
 * @param deepZoom whether the picture is cut into tiles of every scale as well, for viewers that
 *     load what they show
 */
@Nullable
public record Finish(Double strength, Double blend, Boolean luminance, Boolean deepZoom) {
  public static final Finish NONE = new Finish(null, null, null, null);

  /** With what is not said as it is otherwise. */
  public Finish checked(Limits limits) {
    return new Finish(
        Options.STRENGTH.check(strength, limits),
        Options.BLEND.check(blend, limits),
        Options.LUMINANCE.check(luminance, limits),
        Options.DEEP_ZOOM.check(deepZoom, limits));
  }
}

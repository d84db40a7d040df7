package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;

/**
 * An objective whose value and gradient at a picture can be had. Implementations may hold native
 * memory and are used by one thread at a time.
 */
public interface GradientSource {

  /**
   * @param patch values 0..1, both sides whole multiples of {@link #stride()}
   * @return of the patch's pixels; the same at every call, whatever the number of threads
   */
  Gradient at(Patch patch);

  /** At a picture that is seen as it is. */
  default Gradient at(Picture picture) {
    return at(Patch.whole(picture));
  }

  /** Stride of the deepest layer of the objective, in pixels. */
  int stride();

  /**
   * @param values derivative of the objective with respect to each value of the picture, a change
   *     of 1/255 being the unit
   * @param objective its value
   */
  record Gradient(Picture values, double objective) {}
}

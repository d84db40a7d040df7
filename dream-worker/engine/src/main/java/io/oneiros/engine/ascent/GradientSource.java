package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.List;

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

  /**
   * At pictures that are dreamed together. Where nothing in the objective compares them ({@link
   * io.oneiros.engine.objective.Measure.Diversity} does), each gradient is that of {@link
   * #at(Patch)}, to the byte.
   *
   * @return one for each patch, in their order
   */
  default List<Gradient> together(List<Patch> patches) {
    return patches.stream().map(this::at).toList();
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

package io.oneiros.engine.objective;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.Optional;

/**
 * How much each part of a picture counts: a position's part of the objective is multiplied with the
 * mean of the mask over the stride x stride pixels that the position stands for.
 *
 * @param weights 0..1, of which the first plane counts: a grey picture
 * @param area of the picture that the mask is for, in pixels, of the mask's size: whatever is seen
 *     must lie in it; empty for all of the picture, to whose size the mask is resampled
 */
public record Emphasis(Picture weights, Optional<Area> area) {
  public Emphasis {
    for (float weight : weights.values()) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException(
            "a mask holds %s; it must be from 0 to 1".formatted(weight));
      }
    }
    if (area.isPresent()
        && (area.get().width() != weights.width() || area.get().height() != weights.height())) {
      throw new IllegalArgumentException(weights + " is no mask for " + area.get());
    }
  }

  /** For all of the picture. */
  public Emphasis(Picture weights) {
    this(weights, Optional.empty());
  }
}

package io.oneiros.worker;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.time.Duration;

/**
 * A device that is not there, for measuring all around it: takes a fixed time a step and no
 * processor, and gives a gradient that is cheap, the same at every call, and no dream.
 *
 * @param step how long each takes
 */
record Simulated(Duration step, int stride) implements GradientSource {
  @Override
  public Gradient at(Patch patch) {
    try {
      Thread.sleep(step.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Picture picture = patch.pixels();
    Picture values = Picture.blank(picture.width(), picture.height());
    for (int i = 0; i < values.values().length; i++) {
      values.values()[i] = 1 + picture.values()[i];
    }
    return new Gradient(values, 1);
  }
}

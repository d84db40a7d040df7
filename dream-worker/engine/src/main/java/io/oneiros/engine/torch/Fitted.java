package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;

/** A picture at the size that was asked for last. */
final class Fitted {
  private final Picture picture;
  private Picture last;

  Fitted(Picture picture) {
    this.picture = picture;
    this.last = picture;
  }

  Picture to(int width, int height) {
    if (last.width() != width || last.height() != height) {
      last = Resample.to(picture, width, height);
    }
    return last;
  }
}

package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;

/** Makes pictures of codes. For one thread at a time; the same code gives the same bytes. */
public interface PictureSource {
  /** How many numbers a code has. */
  int code();

  /**
   * @param code of that length
   * @return as it is made: black is 0 and white 1, but values may lie beyond
   */
  Picture picture(double[] code);

  /**
   * The gradient with respect to a code.
   *
   * @param gradient with respect to the values of the picture that it makes
   */
  double[] pullback(double[] code, Picture gradient);
}

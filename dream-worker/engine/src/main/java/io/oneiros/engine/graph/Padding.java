package io.oneiros.engine.graph;

/** Zero padding of a convolution or pooling. */
public sealed interface Padding {
  Padding NONE = new Explicit(0, 0, 0, 0);

  /** Fixed numbers of rows and columns. */
  record Explicit(int top, int left, int bottom, int right) implements Padding {}

  /**
   * As much as makes the output {@code ceil(input / stride)}, the odd one at the end (TensorFlow).
   */
  record Same() implements Padding {}
}

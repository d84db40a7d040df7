package io.oneiros.engine.graph;

/** What a node computes. A new operation is one record here and one case in each visitor. */
public sealed interface Op {

  /** Kernel, stride and dilation, in rows and columns. */
  record Window(int height, int width, int strideY, int strideX, int dilationY, int dilationX) {}

  /**
   * Convolution.
   *
   * @param weight [out, height, width, in / groups] (OHWI: TensorFlow Lite's and channels_last's
   *     order)
   * @param bias [out], or null
   */
  record Conv(Parameter weight, Parameter bias, Window window, Padding padding, int groups)
      implements Op {}

  record MaxPool(Window window, Padding padding) implements Op {}

  /** Mean over the window; padding counts or does not. */
  record AveragePool(Window window, Padding padding, boolean countPadding) implements Op {}

  record Relu() implements Op {}

  /** Concatenation of the inputs along the channels. */
  record Concat() implements Op {}

  /** Mean over all positions: [1, C, 1, 1]. */
  record GlobalAveragePool() implements Op {}

  /** Drops the positions of a 1 x 1 value: [1, C]. */
  record Flatten() implements Op {}

  /** Softmax over the channels or classes. */
  record Softmax() implements Op {}
}

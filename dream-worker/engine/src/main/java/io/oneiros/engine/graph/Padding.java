package io.oneiros.engine.graph;

/** Zero padding of a convolution or pooling. */
public sealed interface Padding {
  Padding NONE = new Explicit(0, 0, 0, 0);

  /**
   * In rows and columns.
   *
   * @param height of what is padded
   * @param width of what is padded
   */
  Explicit explicit(Op.Window window, int height, int width);

  /** Fixed numbers of rows and columns. */
  record Explicit(int top, int left, int bottom, int right) implements Padding {
    @Override
    public Explicit explicit(Op.Window window, int height, int width) {
      return this;
    }

    public boolean none() {
      return equals(NONE);
    }

    /** Whether it is alike on both sides, as PyTorch's operations pad by themselves. */
    public boolean symmetric() {
      return top == bottom && left == right;
    }
  }

  /**
   * As much as makes the output {@code ceil(input / stride)}, the odd one at the end (TensorFlow).
   */
  record Same() implements Padding {
    @Override
    public Explicit explicit(Op.Window window, int height, int width) {
      int rows = sum(height, window.strideY(), (window.height() - 1) * window.dilationY() + 1);
      int columns = sum(width, window.strideX(), (window.width() - 1) * window.dilationX() + 1);
      return new Explicit(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    }

    private static int sum(int length, int stride, int reach) {
      int outputs = (length + stride - 1) / stride;
      return Math.max(0, (outputs - 1) * stride + reach - length);
    }
  }
}

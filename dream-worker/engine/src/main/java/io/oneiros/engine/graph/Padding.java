package io.oneiros.engine.graph;

/** Zero padding of a convolution or pooling. */
public sealed interface Padding {
  Explicit NONE = new Explicit(0, 0, 0, 0);

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

    /** Both, one around the other. */
    Explicit and(Explicit other) {
      return new Explicit(
          top + other.top, left + other.left, bottom + other.bottom, right + other.right);
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
   * As much as makes the output {@code ceil(input / stride)}.
   *
   * @param oddFirst whether an odd one goes before the value, not behind it as in TensorFlow
   */
  record Same(boolean oddFirst) implements Padding {
    public Same() {
      this(false);
    }

    @Override
    public Explicit explicit(Op.Window window, int height, int width) {
      int rows = sum(height, window.strideY(), window.reachY());
      int columns = sum(width, window.strideX(), window.reachX());
      int extra = oddFirst ? 1 : 0;
      int top = (rows + extra) / 2;
      int left = (columns + extra) / 2;
      return new Explicit(top, left, rows - top, columns - left);
    }

    private static int sum(int length, int stride, int reach) {
      int outputs = (length + stride - 1) / stride;
      return Math.max(0, (outputs - 1) * stride + reach - length);
    }
  }

  /**
   * What is given, and as much more at the end as the last window needs that begins before it (ceil
   * mode).
   */
  record Ceil(Explicit given) implements Padding {
    @Override
    public Explicit explicit(Op.Window window, int height, int width) {
      return new Explicit(
          given.top(),
          given.left(),
          end(height, window.strideY(), window.reachY(), given.top(), given.bottom()),
          end(width, window.strideX(), window.reachX(), given.left(), given.right()));
    }

    private static int end(int length, int stride, int reach, int before, int after) {
      int outputs = new Slide(reach, stride, before, after, Slide.Rounding.CEIL).outputs(length);
      return outputs < 1
          ? after
          : Math.max(after, (outputs - 1) * stride + reach - before - length);
    }
  }
}

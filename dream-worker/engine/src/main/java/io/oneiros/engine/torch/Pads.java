package io.oneiros.engine.torch;

import ai.djl.ndarray.types.Shape;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;

/** A padding in rows and columns, for an input of known size. */
record Pads(int top, int left, int bottom, int right) {

  /**
   * @param input [N, C, H, W]
   */
  static Pads of(Padding padding, Window window, Shape input) {
    if (padding instanceof Padding.Explicit p) {
      return new Pads(p.top(), p.left(), p.bottom(), p.right());
    }
    int rows = same(input.get(2), window.strideY(), (window.height() - 1) * window.dilationY() + 1);
    int columns =
        same(input.get(3), window.strideX(), (window.width() - 1) * window.dilationX() + 1);
    return new Pads(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  private static int same(long length, int stride, int reach) {
    long outputs = (length + stride - 1) / stride;
    return (int) Math.max(0, (outputs - 1) * stride + reach - length);
  }

  boolean none() {
    return top == 0 && left == 0 && bottom == 0 && right == 0;
  }

  /** Whether PyTorch's operations, which pad alike on both sides, can do it themselves. */
  boolean symmetric() {
    return top == bottom && left == right;
  }

  Shape shape() {
    return new Shape(top, left);
  }

  /** In the order of PyTorch's {@code pad}: the last dimension first. */
  long[] lastFirst() {
    return new long[] {left, right, top, bottom};
  }
}

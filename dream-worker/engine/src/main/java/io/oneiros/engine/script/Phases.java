package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;

/**
 * The adjoint of a convolution with strides, as one without: the pixels that lie at the same place
 * of their stride by stride block are one channel of its result, which is then put together (a
 * sub-pixel convolution, Shi et al. 2016). Taps that fall beside the kernel are zeros, so it is
 * more work; but a network's first convolution, whose adjoint has only three channels, leaves most
 * of a vector idle otherwise, and is 4 to 6 times as quick so.
 *
 * @param taps of each phase, downwards
 * @param across the same, from left to right
 */
public record Phases(int stride, int taps, int across) {
  /** Numbers in a vector of 512 bits: with more channels than that nothing is idle anyway. */
  private static final int VECTOR = 16;

  /** Whether it is the quicker way, and covers the whole of what was convolved. */
  static boolean suit(Op.Conv conv, Padding.Explicit padding) {
    Window w = conv.window();
    int s = w.strideY();
    return s > 1
        && s == w.strideX()
        && conv.groups() == 1
        && w.dilationY() == 1
        && w.dilationX() == 1
        && conv.weight().dimension(3) * s * s <= VECTOR
        && covers(w.height(), s, padding.bottom())
        && covers(w.width(), s, padding.right());
  }

  public static Phases of(Op.Conv conv) {
    Window w = conv.window();
    return new Phases(w.strideY(), taps(w.height(), w.strideY()), taps(w.width(), w.strideX()));
  }

  /** How many rows and columns the convolution of the gradient is padded with on each side. */
  String padding() {
    return Padded.pair(taps - 1, across - 1);
  }

  /** The last kernel may begin stride - 1 before the end of what fits. */
  private static boolean covers(int size, int stride, int after) {
    return size + stride - 1 - after <= stride * taps(size, stride);
  }

  private static int taps(int size, int stride) {
    return (size + stride - 1) / stride;
  }
}

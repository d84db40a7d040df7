package io.oneiros.engine.graph;

/**
 * One axis of a sliding window: the arithmetic that shapes, strides and receptive fields share.
 *
 * @param reach of the window in input values, dilation included
 * @param before zeros put before the first value (unless {@code same})
 * @param after zeros put after the last
 * @param same pads to {@code ceil(input / stride)} outputs
 */
record Slide(int reach, int stride, int before, int after, boolean same) {
  private static final Slide POINTWISE = new Slide(1, 1, 0, 0, false);

  static Slide rows(Op op) {
    return along(op, true);
  }

  static Slide columns(Op op) {
    return along(op, false);
  }

  private static Slide along(Op op, boolean rows) {
    if (op instanceof Op.Conv conv) {
      return along(conv.window(), conv.padding(), rows);
    }
    if (op instanceof Op.MaxPool pool) {
      return along(pool.window(), pool.padding(), rows);
    }
    if (op instanceof Op.AveragePool pool) {
      return along(pool.window(), pool.padding(), rows);
    }
    return POINTWISE;
  }

  private static Slide along(Op.Window w, Padding padding, boolean rows) {
    int reach = rows ? (w.height() - 1) * w.dilationY() + 1 : (w.width() - 1) * w.dilationX() + 1;
    int stride = rows ? w.strideY() : w.strideX();
    if (padding instanceof Padding.Explicit p) {
      return rows
          ? new Slide(reach, stride, p.top(), p.bottom(), false)
          : new Slide(reach, stride, p.left(), p.right(), false);
    }
    return new Slide(reach, stride, 0, 0, true);
  }

  /** Number of outputs over that many inputs; 0 if the window does not fit. */
  int outputs(int inputs) {
    if (same) {
      return (inputs + stride - 1) / stride;
    }
    int room = inputs + before + after - reach;
    return room < 0 ? 0 : room / stride + 1;
  }

  /** Fewest inputs (at least one) that give that many outputs. */
  int inputs(int outputs) {
    int last = Math.multiplyExact(outputs - 1, stride);
    return Math.max(1, Math.addExact(last, same ? 1 : reach - before - after));
  }

  /**
   * Where the first output's window begins, in input values (0 or negative). {@link Padding.Same}
   * depends on the length: this is for whole strides, as every patch here is cut.
   */
  int start() {
    return same ? -(Math.max(0, reach - stride) / 2) : -before;
  }
}

package io.oneiros.engine.graph;

/**
 * One axis of a sliding window: the arithmetic that shapes, strides and receptive fields share.
 *
 * @param reach of the window in input values, dilation included
 * @param before zeros put before the first value; with {@code SAME}, where only the length tells, 1
 *     if an odd one goes there
 * @param after zeros put after the last
 */
record Slide(int reach, int stride, int before, int after, Rounding rounding) {
  private static final Slide POINTWISE = new Slide(1, 1, 0, 0, Rounding.FLOOR);

  enum Rounding {
    /** Windows that fit. */
    FLOOR,
    /** And the last one that begins before the end. */
    CEIL,
    /** Padded to {@code ceil(input / stride)} outputs. */
    SAME
  }

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
    if (op instanceof Op.Pad pad) {
      return along(Op.Window.POINT, pad.padding(), rows);
    }
    return POINTWISE;
  }

  private static Slide along(Op.Window w, Padding padding, boolean rows) {
    int reach = rows ? w.reachY() : w.reachX();
    int stride = rows ? w.strideY() : w.strideX();
    if (padding instanceof Padding.Explicit p) {
      return padded(reach, stride, p, rows, Rounding.FLOOR);
    }
    if (padding instanceof Padding.Ceil ceil) {
      return padded(reach, stride, ceil.given(), rows, Rounding.CEIL);
    }
    return new Slide(reach, stride, ((Padding.Same) padding).oddFirst() ? 1 : 0, 0, Rounding.SAME);
  }

  private static Slide padded(
      int reach, int stride, Padding.Explicit p, boolean rows, Rounding rounding) {
    return rows
        ? new Slide(reach, stride, p.top(), p.bottom(), rounding)
        : new Slide(reach, stride, p.left(), p.right(), rounding);
  }

  /** Number of outputs over that many inputs; 0 if the window does not fit. */
  int outputs(int inputs) {
    if (rounding == Rounding.SAME) {
      return (inputs + stride - 1) / stride;
    }
    int room = inputs + before + after - reach;
    if (room < 0) {
      return 0;
    }
    if (rounding == Rounding.FLOOR) {
      return room / stride + 1;
    }
    int outputs = (room + stride - 1) / stride + 1;
    return (outputs - 1) * stride >= inputs + before ? outputs - 1 : outputs;
  }

  /** Fewest inputs (at least one) that give that many outputs. */
  int inputs(int outputs) {
    int last = Math.multiplyExact(outputs - 1, stride);
    int room = reach - before - after;
    return switch (rounding) {
      case FLOOR -> Math.max(1, Math.addExact(last, room));
      case SAME -> Math.max(1, Math.addExact(last, 1));
      case CEIL ->
          Math.max(
              Math.max(1, Math.addExact(last, 1 - before)),
              // The last window may stick out, but for the only one.
              Math.addExact(last, outputs == 1 ? room : room - stride + 1));
    };
  }

  /**
   * Where the first output's window begins, in input values (0 or negative). {@link Padding.Same}
   * depends on the length: this is for whole strides, as every patch here is cut.
   */
  int start() {
    return rounding == Rounding.SAME ? -((Math.max(0, reach - stride) + before) / 2) : -before;
  }
}

package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Sign;
import io.oneiros.engine.graph.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Constants that are computed from others, each time they are wanted. Records, so that what is
 * computed alike is equal, and whoever keeps the numbers keeps them once.
 */
final class Lazily {
  private Lazily() {}

  /** Numbers that are there. */
  record Given(float[] values) implements Supplier<float[]> {
    @Override
    public float[] get() {
      return values.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Given given && Arrays.equals(values, given.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /** Knows its hash: one of constants that are made of constants would look at all of them. */
  static final class Hashed implements Supplier<float[]> {
    private final Supplier<float[]> values;
    private final int hash;

    Hashed(Supplier<float[]> values) {
      this.values = values;
      this.hash = values.hashCode();
    }

    @Override
    public float[] get() {
      return values.get();
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Hashed h && hash == h.hash && values.equals(h.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Axis i of the result is axis order[i] of the source. */
  record Transposed(Parameter source, List<Integer> order) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] from = source.floats();
      int rank = order.size();
      int[] strides = new int[rank];
      int[] sides = new int[rank];
      for (int i = 0; i < rank; i++) {
        sides[i] = source.dimension(order.get(i));
        strides[i] = 1;
        for (int axis = order.get(i) + 1; axis < rank; axis++) {
          strides[i] *= source.dimension(axis);
        }
      }
      float[] to = new float[from.length];
      int[] index = new int[rank];
      int at = 0;
      for (int i = 0; i < to.length; i++) {
        to[i] = from[at];
        for (int axis = rank - 1; axis >= 0; axis--) {
          at += strides[axis];
          if (++index[axis] < sides[axis]) {
            break;
          }
          at -= strides[axis] * sides[axis];
          index[axis] = 0;
        }
      }
      return to;
    }
  }

  record Dequantised(Parameter source, Parameter scale, Parameter zero, int each)
      implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = source.floats();
      float[] scales = scale.floats();
      float[] zeros = zero.floats();
      for (int i = 0; i < values.length; i++) {
        int which = i / each % scales.length;
        values[i] = (values[i] - zeros[zeros.length == 1 ? 0 : which]) * scales[which];
      }
      return values;
    }
  }

  record Truncated(Parameter source) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = source.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] < 0 ? Math.ceil(values[i]) : Math.floor(values[i]));
      }
      return values;
    }
  }

  record Mapped(Op.Pointwise op, Parameter source) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = source.floats();
      for (int i = 0; i < values.length; i++) {
        double x = values[i];
        values[i] =
            (float)
                switch (op.function()) {
                  case SQRT -> Math.sqrt(x);
                  case EXP -> Math.exp(x);
                  case POWER -> Math.pow(x, op.a());
                  default -> throw new IllegalStateException(op.toString());
                };
      }
      return values;
    }
  }

  /** Number by number; what has a side of 1 is stretched along it. */
  record Combined(Sign sign, Parameter a, Parameter b, List<Integer> shape)
      implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] x = a.floats();
      float[] y = b.floats();
      float[] result = new float[Math.toIntExact(new Parameter(shape, null).size())];
      for (int i = 0; i < result.length; i++) {
        float left = x[place(i, a.shape())];
        float right = y[place(i, b.shape())];
        result[i] =
            switch (sign) {
              case ADD -> left + right;
              case SUBTRACT -> left - right;
              case MULTIPLY -> left * right;
              case DIVIDE -> left / right;
            };
      }
      return result;
    }

    private int place(int index, List<Integer> sides) {
      int place = 0;
      int stride = 1;
      int rest = index;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        int here = rest % shape.get(axis);
        rest /= shape.get(axis);
        int own = axis - shape.size() + sides.size();
        if (own >= 0 && sides.get(own) != 1) {
          place += here * stride;
          stride *= sides.get(own);
        }
      }
      return place;
    }
  }
}

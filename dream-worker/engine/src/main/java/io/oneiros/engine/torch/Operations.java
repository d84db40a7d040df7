package io.oneiros.engine.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each {@link Op} in PyTorch's terms. Values are [1, C, H, W], or [1, C] once flattened. */
final class Operations {
  /** DJL's numbers for PyTorch's ways to interpolate. */
  private static final int NEAREST = 0;

  private static final int LINEAR = 2;

  private final Weights weights;

  Operations(Weights weights) {
    this.weights = weights;
  }

  /**
   * Every node's value.
   *
   * @param x the graph's input
   */
  Map<String, PtNDArray> values(Graph graph, PtNDArray x) {
    Map<String, PtNDArray> values = new HashMap<>(Map.of(graph.input(), x));
    for (Node node : graph.nodes()) {
      values.put(node.name(), run(node, node.inputs().stream().map(values::get).toList()));
    }
    return values;
  }

  PtNDArray run(Node node, List<PtNDArray> inputs) {
    PtNDArray x = inputs.get(0);
    Op op = node.op();
    if (op instanceof Op.Conv conv) {
      return convolution(conv, x);
    } else if (op instanceof Op.Relu) {
      return JniUtils.relu(x);
    } else if (op instanceof Op.MaxPool pool) {
      return maxPool(pool, x);
    } else if (op instanceof Op.AveragePool pool) {
      return averagePool(pool, x);
    } else if (op instanceof Op.Concat) {
      return JniUtils.cat(inputs.toArray(PtNDArray[]::new), 1);
    } else if (op instanceof Op.GlobalAveragePool) {
      return JniUtils.adaptiveAvgPool(x, new Shape(1, 1));
    } else if (op instanceof Op.Softmax) {
      return softmax(x);
    } else if (op instanceof Op.Scale scale) {
      return (PtNDArray)
          x.mul(weights.perChannel(scale.factor())).add(weights.perChannel(scale.shift()));
    } else if (op instanceof Op.PRelu relu) {
      PtNDArray below = (PtNDArray) JniUtils.clip(x, Float.NEGATIVE_INFINITY, 0);
      return (PtNDArray) JniUtils.relu(x).add(below.mul(weights.perChannel(relu.slope())));
    } else if (op instanceof Op.Pointwise pointwise) {
      return Pointwise.of(pointwise, x);
    } else if (op instanceof Op.Arithmetic arithmetic) {
      return arithmetic(arithmetic, x, inputs.get(1));
    } else if (op instanceof Op.ChannelMean) {
      return (PtNDArray) x.mean(new int[] {1}, true);
    } else if (op instanceof Op.Pad pad) {
      return Edges.pad(pad, x);
    } else if (op instanceof Op.Resize resize) {
      return resize(resize, x);
    } else if (op instanceof Op.Spread spread) {
      return spread(spread, x);
    }
    throw new UnsupportedOperationException("no PyTorch operation for " + node);
  }

  private static PtNDArray arithmetic(Op.Arithmetic op, PtNDArray x, PtNDArray y) {
    return switch (op.sign()) {
      case ADD -> JniUtils.add(x, y);
      case SUBTRACT -> JniUtils.sub(x, y);
      case MULTIPLY -> JniUtils.mul(x, y);
      case DIVIDE -> JniUtils.div(x, y);
    };
  }

  private static PtNDArray resize(Op.Resize op, PtNDArray x) {
    Shape s = x.getShape();
    long[] size = {s.get(2) * op.factorY(), s.get(3) * op.factorX()};
    return JniUtils.interpolate(x, size, op.blend() == Op.Blend.NEAREST ? NEAREST : LINEAR, false);
  }

  private static PtNDArray spread(Op.Spread op, PtNDArray x) {
    Shape s = x.getShape();
    long channels = s.get(1) / op.rows() / op.columns();
    return (PtNDArray)
        x.reshape(1, channels, op.rows(), op.columns(), s.get(2), s.get(3))
            .transpose(0, 1, 4, 2, 5, 3)
            .reshape(1, channels, s.get(2) * op.rows(), s.get(3) * op.columns());
  }

  static PtNDArray softmax(PtNDArray x) {
    return JniUtils.softmax(x, 1, DataType.FLOAT32);
  }

  private PtNDArray convolution(Op.Conv conv, PtNDArray x) {
    Window w = conv.window();
    Padded padded = Padded.of(x, pads(conv.padding(), w, x), 0);
    return JniUtils.convolution(
        padded.x,
        weights.kernel(conv),
        weights.bias(conv),
        stride(w),
        padded.rest,
        new Shape(w.dilationY(), w.dilationX()),
        conv.groups());
  }

  private static PtNDArray maxPool(Op.MaxPool pool, PtNDArray x) {
    Window w = undilated(pool.window());
    Padding.Explicit pads = pads(pool.padding(), w, x);
    if (pool.isCeiled(pads)) {
      Shape before = new Shape(pads.top(), pads.left());
      return JniUtils.maxPool(x, kernel(w), stride(w), before, true);
    }
    Padded padded = Padded.of(x, pads, Double.NEGATIVE_INFINITY);
    return JniUtils.maxPool(padded.x, kernel(w), stride(w), padded.rest, false);
  }

  private static PtNDArray averagePool(Op.AveragePool pool, PtNDArray x) {
    Window w = undilated(pool.window());
    Padding.Explicit pads = pads(pool.padding(), w, x);
    PtNDArray mean = countingPool(w, pads, x);
    if (pool.countPadding() || pads.none()) {
      return mean;
    }
    // DJL 0.35.1 ignores countIncludePad: its JNI always counts. The mean of ones, padded likewise,
    // says which part of each window was not padding.
    Shape s = x.getShape();
    PtNDArray ones = (PtNDArray) x.getManager().ones(new Shape(1, 1, s.get(2), s.get(3)));
    return (PtNDArray) mean.div(countingPool(w, pads, ones));
  }

  private static PtNDArray countingPool(Window w, Padding.Explicit pads, PtNDArray x) {
    Padded padded = Padded.of(x, pads, 0);
    return JniUtils.avgPool(padded.x, kernel(w), stride(w), padded.rest, false, true);
  }

  private static Padding.Explicit pads(Padding padding, Window w, PtNDArray x) {
    Shape s = x.getShape();
    return padding.explicit(w, (int) s.get(2), (int) s.get(3));
  }

  private static Window undilated(Window w) {
    if (w.dilationY() != 1 || w.dilationX() != 1) {
      throw new UnsupportedOperationException("dilated pooling: " + w);
    }
    return w;
  }

  private static Shape kernel(Window w) {
    return new Shape(w.height(), w.width());
  }

  private static Shape stride(Window w) {
    return new Shape(w.strideY(), w.strideX());
  }

  /** A value padded as far as the operation cannot pad itself, and the rest for it to do. */
  private record Padded(PtNDArray x, Shape rest) {
    static Padded of(PtNDArray x, Padding.Explicit pads, double value) {
      if (pads.symmetric()) {
        return new Padded(x, new Shape(pads.top(), pads.left()));
      }
      long[] lastFirst = {pads.left(), pads.right(), pads.top(), pads.bottom()};
      return new Padded(JniUtils.pad(x, lastFirst, value), new Shape(0, 0));
    }
  }
}

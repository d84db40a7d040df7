package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Layout.Axis;
import io.oneiros.engine.onnx.Value.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fully connected layers, as convolutions: of a flattened value the window is as large as the value
 * was when the network was trained, so that a classifier runs on pictures of any size (Sermanet et
 * al. 2013, "OverFeat").
 */
final class Linear {
  static final Map<String, Reading> READINGS =
      Map.of("Gemm", Linear::gemm, "MatMul", Linear::matmul);

  private Linear() {}

  private static Value gemm(Call call) {
    Parameter weight = call.known(1);
    boolean outFirst = call.operator().number("transB", 0) == 1;
    if (call.operator().number("transA", 0) != 0
        || call.operator().real("alpha", 1) != 1
        || call.operator().real("beta", 1) != 1) {
      throw call.unsupported("it transposes its input, or has factors");
    }
    return product(call, outFirst ? weight : swapped(call, weight), bias(call));
  }

  private static Value matmul(Call call) {
    return product(call, swapped(call, call.known(1)), null);
  }

  private static Parameter bias(Call call) {
    if (!call.has(2)) {
      return null;
    }
    Parameter bias = call.known(2);
    return new Parameter(List.of(Math.toIntExact(bias.size())), bias.values());
  }

  private static Parameter swapped(Call call, Parameter weight) {
    if (weight.shape().size() != 2) {
      throw call.unsupported("its weights have the shape %s".formatted(weight.shape()));
    }
    return Constants.transposed(weight, List.of(1, 0));
  }

  /**
   * @param weight [out, in]
   */
  private static Value product(Call call, Parameter weight, Parameter bias) {
    Made x = call.made(0);
    int last = x.layout().rank() - 1;
    List<Axis> summed = x.layout().axes().get(last);
    int out = weight.dimension(0);
    int in = weight.dimension(1);
    if (bias != null && bias.dimension(0) != out) {
      throw new IllegalArgumentException(
          "%s has %s biases for %s outputs".formatted(call.name(), bias.dimension(0), out));
    }
    int side = side(call, x, summed, in);
    List<Integer> shape =
        summed.indexOf(Axis.C) == 0
            ? List.of(out, x.channels(), side, side)
            : List.of(out, side, side, x.channels());
    Parameter kernel = new Parameter(shape, weight.values());
    Op conv =
        new Op.Conv(
            summed.indexOf(Axis.C) == 0
                ? Constants.transposed(kernel, List.of(0, 2, 3, 1))
                : kernel,
            bias,
            new Window(side, side, 1, 1, 1, 1),
            Padding.NONE,
            1);
    List<List<Axis>> axes = new ArrayList<>(x.layout().axes());
    axes.set(last, List.of(Axis.C));
    return call.result(conv, new Layout(axes), out, x.node());
  }

  /** Of the square of positions that are summed with the channels. */
  private static int side(Call call, Made x, List<Axis> summed, int in) {
    boolean channels = summed.equals(List.of(Axis.C));
    boolean all =
        summed.equals(List.of(Axis.C, Axis.H, Axis.W))
            || summed.equals(List.of(Axis.H, Axis.W, Axis.C));
    if (!channels && !all) {
      throw call.unsupported("it sums over %s".formatted(summed));
    }
    int positions = in / x.channels();
    int side = channels ? 1 : (int) Math.round(Math.sqrt(positions));
    if (side * side != positions || positions * x.channels() != in) {
      throw all
          ? call.unsupported(
              "it wants %s numbers of a value of %s channels, which is no square of positions"
                  .formatted(in, x.channels()))
          : new IllegalArgumentException(
              "%s takes %s channels and is given %s".formatted(call.name(), in, x.channels()));
    }
    return side;
  }
}

package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Layout.Axis;
import io.oneiros.engine.onnx.Value.Known;
import io.oneiros.engine.onnx.Value.Made;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Operators that move or rename axes, and those that do nothing when no training is going on. Most
 * become no node at all.
 */
final class Shaping {
  static final Map<String, Reading> READINGS = new HashMap<>();

  static {
    for (String nothing : List.of("Identity", "Dropout")) {
      READINGS.put(nothing, call -> call.input(0));
    }
    // Of a value this only says in which precision it is kept.
    READINGS.put("Cast", call -> call.isConstant() ? Constants.cast(call) : call.input(0));
    READINGS.put("QuantizeLinear", Shaping::quantised);
    READINGS.put(
        "DequantizeLinear", call -> call.isConstant() ? Constants.dequantised(call) : call.made(0));
    READINGS.put("Constant", Constants::constant);
    READINGS.put("ConstantOfShape", Constants::filled);
    READINGS.put("Shape", Shaping::shape);
    READINGS.put("Gather", Constants::gathered);
    READINGS.put("Slice", Constants::sliced);
    READINGS.put("Concat", Shaping::concat);
    READINGS.put("Transpose", Shaping::transpose);
    READINGS.put("Flatten", Shaping::flatten);
    READINGS.put("Reshape", Shaping::reshape);
    READINGS.put("Squeeze", Shaping::squeeze);
    READINGS.put("Unsqueeze", Shaping::unsqueeze);
  }

  private Shaping() {}

  /** What does not fit into 8 bits is clipped, which often is all that is left of a ReLU. */
  private static Value quantised(Call call) {
    Made x = call.made(0);
    Parameter scale = call.known(1);
    Parameter zero = call.has(2) ? call.known(2) : null;
    if (scale.size() != 1 || zero != null && zero.size() != 1) {
      throw call.unsupported("it has a scale for each channel");
    }
    Tensor.Type type = zero == null ? Tensor.Type.UINT8 : Tensor.type(zero).orElse(null);
    if (type != Tensor.Type.UINT8 && type != Tensor.Type.INT8
        || call.operator().has("output_dtype")) {
      throw call.unsupported("it quantises to other numbers than those of 8 bits");
    }
    int lowest = type == Tensor.Type.INT8 ? Byte.MIN_VALUE : 0;
    double step = call.small(scale)[0];
    if (!(step > 0)) {
      throw new IllegalArgumentException(
          "%s quantises in steps of %s".formatted(call.name(), step));
    }
    double offset = zero == null ? 0 : call.small(zero)[0];
    return call.result(
        new Op.Pointwise(Function.CLIP, step * (lowest - offset), step * (lowest + 255 - offset)),
        x);
  }

  private static Value shape(Call call) {
    if (call.isConstant()) {
      List<Integer> shape = call.known(0).shape();
      return new Known(Constants.list(shape.stream().map(Integer::doubleValue).toList()));
    }
    Made x = call.made(0);
    return new Known(
        Constants.list(
            x.layout().axes().stream()
                .map(
                    axis ->
                        axis.isEmpty()
                            ? 1.0
                            : axis.equals(List.of(Axis.C)) ? (double) x.channels() : Double.NaN)
                .toList()));
  }

  private static Value concat(Call call) {
    if (call.isConstant()) {
      return Constants.joined(call);
    }
    Made first = call.made(0);
    long axis = call.operator().number("axis", 1);
    int channels = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      Made next = call.made(i);
      if (!next.layout().isChannels(axis) || !next.layout().matches(first.layout())) {
        throw call.unsupported("it joins values along another axis than the channels");
      }
      channels = Math.addExact(channels, next.channels());
    }
    String[] nodes =
        IntStream.range(0, call.inputs().size())
            .mapToObj(i -> call.made(i).node())
            .toArray(String[]::new);
    return call.result(new Op.Concat(), first.layout(), channels, nodes);
  }

  private static Value transpose(Call call) {
    if (call.isConstant()) {
      return Constants.transposed(call);
    }
    Made x = call.made(0);
    int rank = x.layout().rank();
    List<Long> order =
        call.operator()
            .numbers("perm", IntStream.range(0, rank).mapToObj(i -> rank - 1L - i).toList());
    if (order.size() != rank || new HashSet<>(order).size() != rank) {
      throw new IllegalArgumentException("%s transposes by %s".formatted(call.name(), order));
    }
    return x.in(x.layout().transposed(order));
  }

  private static Value flatten(Call call) {
    Made x = call.made(0);
    if (x.layout().index(call.operator().number("axis", 1)) != 1) {
      throw call.unsupported("it does not flatten all axes but the first");
    }
    return x.in(x.layout().flattened(1));
  }

  /** What flattens, and what gives a flattened value of one position its axes back. */
  private static Value reshape(Call call) {
    Parameter to = call.known(1);
    if (call.isConstant()) {
      return Constants.reshaped(call, call.numbers(1));
    }
    Made x = call.made(0);
    float[] sides = call.small(to);
    boolean batch = sides.length > 0 && !(sides[0] > 1);
    if (sides.length == 2 && batch && x.layout().rank() >= 2) {
      return x.in(x.layout().flattened(1));
    }
    boolean onePosition =
        sides.length == 4
            && batch
            && (sides[2] == 1 && sides[3] == 1 && (sides[1] == x.channels() || sides[1] == -1));
    if (onePosition && x.layout().rank() == 2 && x.layout().channels() == 1) {
      return x.in(x.layout().with(Set.of(2, 3)));
    }
    if (call.ofCode() && sides.length == 4 && batch && x.layout().equals(Layout.NC)) {
      return spread(call, x, sides);
    }
    throw call.unsupported(
        "it makes %s of %s channels along %s"
            .formatted(Arrays.toString(sides), x.channels(), x.layout().axes()));
  }

  /** Numbers that become channels of several positions. */
  private static Value spread(Call call, Made x, float[] sides) {
    int rows = (int) sides[2];
    int columns = (int) sides[3];
    int channels = rows < 1 || columns < 1 ? 0 : x.channels() / rows / columns;
    boolean fits = (long) channels * rows * columns == x.channels();
    if (channels < 1 || !fits || sides[1] != -1 && sides[1] != channels) {
      throw call.unsupported(
          "it makes %s of %s numbers".formatted(Arrays.toString(sides), x.channels()));
    }
    return call.result(new Op.Spread(rows, columns), Layout.NCHW, channels, x.node());
  }

  /** Axes are an attribute before opset 13. */
  private static Value squeeze(Call call) {
    List<Long> axes = call.list(1, "axes", List.of());
    if (call.isKnown(0)) {
      return Constants.squeezed(call, axes);
    }
    Made x = call.made(0);
    Set<Integer> places = new HashSet<>();
    axes.forEach(axis -> places.add(x.layout().index(axis)));
    Set<Axis> gone = x.layout().in(places);
    if (places.isEmpty() || gone.contains(Axis.N) || gone.contains(Axis.C)) {
      throw call.unsupported("it takes the axes %s of %s".formatted(axes, x.layout().axes()));
    }
    return x.in(x.layout().without(places));
  }

  private static Value unsqueeze(Call call) {
    List<Long> axes = call.list(1, "axes", List.of());
    if (call.isKnown(0)) {
      return Constants.unsqueezed(call, axes);
    }
    Made x = call.made(0);
    int rank = x.layout().rank() + axes.size();
    Set<Integer> places = new HashSet<>();
    axes.forEach(axis -> places.add(Math.toIntExact(axis < 0 ? axis + rank : axis)));
    if (places.size() != axes.size() || places.stream().anyMatch(p -> p < 0 || p >= rank)) {
      throw new IllegalArgumentException("%s adds the axes %s".formatted(call.name(), axes));
    }
    return x.in(x.layout().with(places));
  }
}

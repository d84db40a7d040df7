package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Sign;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operators on constants. Weights are computed when somebody wants them, by {@link Lazily}; only
 * short lists, as of axes and sizes, are worked out at once: {@link Allowance}.
 */
final class Constants {
  private Constants() {}

  static Parameter number(double value) {
    return list(List.of(value));
  }

  static Parameter list(List<Double> values) {
    return new Parameter(List.of(values.size()), given(values));
  }

  private static Lazily.Given given(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return new Lazily.Given(floats);
  }

  static Parameter negative(Parameter p) {
    return new Parameter(p.shape(), new Lazily.Combined(Sign.SUBTRACT, number(0), p, p.shape()));
  }

  static Parameter inverse(Parameter p) {
    return new Parameter(p.shape(), new Lazily.Combined(Sign.DIVIDE, number(1), p, p.shape()));
  }

  static Parameter transposed(Parameter p, List<Integer> order) {
    return new Parameter(
        order.stream().map(p::dimension).toList(), new Lazily.Transposed(p, order));
  }

  static Value transposed(Call call) {
    Parameter p = call.known(0);
    int rank = p.shape().size();
    List<Integer> order =
        call
            .operator()
            .numbers("perm", IntStream.range(0, rank).mapToObj(i -> rank - 1L - i).toList())
            .stream()
            .map(Math::toIntExact)
            .toList();
    if (!order.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList())) {
      throw new IllegalArgumentException("%s transposes by %s".formatted(call.name(), order));
    }
    Parameter result = transposed(p, order);
    return call.computed(result.shape(), result.values());
  }

  static Value mapped(Call call, Parameter p, Op.Pointwise op) {
    return switch (op.function()) {
      case SQRT, EXP, POWER -> call.computed(p.shape(), new Lazily.Mapped(op, p));
      default -> throw call.unsupported("its input is a constant");
    };
  }

  static Value combined(Call call, Sign sign, Parameter a, Parameter b) {
    List<Integer> shape = stretched(call, a.shape(), b.shape());
    return call.computed(shape, new Lazily.Combined(sign, a, b, shape));
  }

  private static List<Integer> stretched(Call call, List<Integer> a, List<Integer> b) {
    int rank = Math.max(a.size(), b.size());
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int x = i < rank - a.size() ? 1 : a.get(i - rank + a.size());
      int y = i < rank - b.size() ? 1 : b.get(i - rank + b.size());
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "%s puts %s and %s together".formatted(call.name(), a, b));
      }
      shape.add(x == 1 ? y : x);
    }
    return shape;
  }

  /** 8-bit numbers: (x - zero) scale, one of these each or one for each index along an axis. */
  static Value dequantised(Call call) {
    Parameter x = call.known(0);
    Parameter scale = call.known(1);
    Parameter zero = call.has(2) ? call.known(2) : number(0);
    int axis = Math.toIntExact(call.operator().number("axis", 1));
    int along = axis < 0 ? axis + x.shape().size() : axis;
    boolean fits =
        scale.size() == 1 || along < x.shape().size() && scale.size() == x.dimension(along);
    if (!fits || zero.size() != 1 && zero.size() != scale.size()) {
      throw new IllegalArgumentException(
          "%s has %s scales for the shape %s".formatted(call.name(), scale.size(), x.shape()));
    }
    int each =
        scale.size() == 1
            ? 1
            : Math.toIntExact(
                x.shape().stream().skip(along + 1L).mapToLong(s -> s).reduce(1, (a, b) -> a * b));
    return call.computed(x.shape(), new Lazily.Dequantised(x, scale, zero, each));
  }

  static Value cast(Call call) {
    Parameter p = call.known(0);
    boolean whole =
        Tensor.Type.of(call.operator().number("to", 1), call.operator().described()).isWhole();
    return whole ? call.computed(p.shape(), new Lazily.Truncated(p)) : call.input(0);
  }

  static Value constant(Call call) {
    Operator operator = call.operator();
    if (operator.has("value")) {
      return new Known(operator.tensor("value"));
    }
    if (operator.has("value_int")) {
      return new Known(scalar(operator.number("value_int", 0)));
    }
    if (operator.has("value_float")) {
      return new Known(scalar(operator.real("value_float", 0)));
    }
    if (operator.has("value_ints")) {
      return new Known(
          list(operator.numbers("value_ints", List.of()).stream().map(Long::doubleValue).toList()));
    }
    throw call.unsupported("it is a constant of a kind that is not read");
  }

  private static Parameter scalar(double value) {
    return new Parameter(List.of(), given(List.of(value)));
  }

  static Value filled(Call call) {
    List<Long> shape = call.numbers(0);
    call.checkRank(shape.size());
    float value = call.operator().has("value") ? call.small(call.operator().tensor("value"))[0] : 0;
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    if (count < 0
        || shape.stream().anyMatch(side -> side < 0 || side > Allowance.MAX_FOLDED)
        || count > Allowance.MAX_FOLDED) {
      throw call.unsupported("it makes a constant of the shape %s".formatted(shape));
    }
    Parameter one = number(value);
    List<Integer> sides = shape.stream().map(Math::toIntExact).toList();
    return call.computed(sides, new Lazily.Combined(Sign.ADD, number(0), one, sides));
  }

  /** Elements of a list. */
  static Value gathered(Call call) {
    List<Double> values = doubles(call, 0);
    Parameter indices = call.known(1);
    List<Double> taken = new ArrayList<>();
    for (long index : call.numbers(1)) {
      taken.add(values.get(Math.toIntExact(index < 0 ? index + values.size() : index)));
    }
    return call.computed(indices.shape(), given(taken));
  }

  /** Some indices along one axis. */
  static Value sliced(Call call) {
    if (!call.isConstant()) {
      throw call.unsupported("it takes a part of a value");
    }
    Parameter p = call.known(0);
    int rank = p.shape().size();
    long along = one(call, call.list(3, "axes", List.of(0L)));
    int axis = Math.toIntExact(along < 0 ? along + rank : along);
    int side = p.dimension(axis);
    long step = call.has(4) ? one(call, call.numbers(4)) : 1;
    // A side beside one of 0 numbers may be as long as it likes.
    if (side > Allowance.MAX_FOLDED) {
      throw call.unsupported("it takes a part of %s numbers".formatted(side));
    }
    float[] values = call.small(p);
    if (step == 0) {
      throw new IllegalArgumentException(call.name() + " slices in steps of 0");
    }
    // Backwards, the last index is side - 1 and the end may lie before the first one.
    long lowest = step < 0 ? -1 : 0;
    long highest = step < 0 ? side - 1 : side;
    long from = clamped(one(call, call.list(1, "starts", List.of())), side, lowest, highest);
    long to = clamped(one(call, call.list(2, "ends", List.of())), side, lowest, highest);
    List<Integer> kept = new ArrayList<>();
    for (long i = from; step < 0 ? i > to : i < to; i += step) {
      kept.add((int) i);
    }
    int inner =
        (int) p.shape().stream().skip(axis + 1L).mapToLong(s -> s).reduce(1, (a, b) -> a * b);
    List<Double> taken = new ArrayList<>();
    for (int outer = 0; outer * inner * side < values.length; outer++) {
      for (int index : kept) {
        for (int i = 0; i < inner; i++) {
          taken.add((double) values[(outer * side + index) * inner + i]);
        }
      }
    }
    List<Integer> shape = new ArrayList<>(p.shape());
    shape.set(axis, kept.size());
    return call.computed(shape, given(taken));
  }

  private static long clamped(long index, int side, long lowest, long highest) {
    long counted = index < 0 ? index + side : index;
    return Math.max(lowest, Math.min(highest, counted));
  }

  private static long one(Call call, List<Long> numbers) {
    if (numbers.size() != 1) {
      throw call.unsupported("it slices along several axes");
    }
    return numbers.get(0);
  }

  /** Lists one after the other. */
  static Value joined(Call call) {
    List<Double> all = new ArrayList<>();
    long numbers =
        IntStream.range(0, call.inputs().size()).mapToLong(i -> call.known(i).size()).sum();
    if (numbers > Allowance.MAX_FOLDED) {
      throw call.unsupported("it joins %s numbers".formatted(numbers));
    }
    for (int i = 0; i < call.inputs().size(); i++) {
      all.addAll(doubles(call, i));
    }
    return call.computed(List.of(all.size()), given(all));
  }

  private static List<Double> doubles(Call call, int input) {
    Parameter p = call.known(input);
    if (p.shape().size() > 1) {
      throw call.unsupported("it takes a constant of the shape %s apart".formatted(p.shape()));
    }
    List<Double> values = new ArrayList<>();
    for (float value : call.small(p)) {
      values.add((double) value);
    }
    return values;
  }

  static Value reshaped(Call call, List<Long> to) {
    call.checkRank(to.size());
    Parameter p = call.known(0);
    List<Integer> shape = new ArrayList<>();
    long known = 1;
    for (int i = 0; i < to.size(); i++) {
      long side = to.get(i) == 0 ? p.dimension(i) : to.get(i);
      shape.add(Math.toIntExact(side));
      known = Math.multiplyExact(known, side == -1 ? 1 : side);
    }
    int free = shape.indexOf(-1);
    if (free >= 0 && known > 0) {
      shape.set(free, Math.toIntExact(p.size() / known));
    }
    if (shape.stream().anyMatch(side -> side < 0)
        || new Parameter(shape, p.values()).size() != p.size()) {
      throw new IllegalArgumentException(
          "%s makes %s of the shape %s".formatted(call.name(), to, p.shape()));
    }
    return call.constant(0).in(shape);
  }

  static Value squeezed(Call call, List<Long> axes) {
    Parameter p = call.known(0);
    int rank = p.shape().size();
    List<Integer> places = axes.stream().map(a -> Math.toIntExact(a < 0 ? a + rank : a)).toList();
    List<Long> kept =
        IntStream.range(0, rank)
            .filter(i -> places.isEmpty() ? p.dimension(i) != 1 : !places.contains(i))
            .mapToObj(i -> (long) p.dimension(i))
            .toList();
    return reshaped(call, kept);
  }

  static Value unsqueezed(Call call, List<Long> axes) {
    Parameter p = call.known(0);
    int rank = p.shape().size() + axes.size();
    call.checkRank(rank);
    List<Long> shape = new ArrayList<>(p.shape().stream().map(Integer::longValue).toList());
    axes.stream()
        .map(a -> Math.toIntExact(a < 0 ? a + rank : a))
        .sorted()
        .forEach(place -> shape.add(place, 1L));
    return reshaped(call, shape);
  }
}

package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Op.Sign;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Made;
import java.util.List;
import java.util.Map;

/** Sums and products of two values, or of a value and a constant. */
final class Arithmetic {
  static final Map<String, Reading> READINGS =
      Map.of(
          "Add", call -> of(call, Sign.ADD),
          "Sub", call -> of(call, Sign.SUBTRACT),
          "Mul", call -> of(call, Sign.MULTIPLY),
          "Div", call -> of(call, Sign.DIVIDE),
          "Sum", Arithmetic::sum,
          "Pow", Arithmetic::power);

  private Arithmetic() {}

  private static Value of(Call call, Sign sign) {
    if (call.isConstant()) {
      return Constants.combined(call, sign, call.known(0), call.known(1));
    }
    if (call.isMade(0) && call.isMade(1)) {
      return together(call, sign, call.made(0), call.made(1));
    }
    if (call.isMade(0)) {
      Parameter constant = perChannel(call, call.made(0), call.known(1));
      return scaled(call, call.made(0), sign, constant);
    }
    Made x = call.made(1);
    Parameter constant = perChannel(call, x, call.known(0));
    return switch (sign) {
      case ADD, MULTIPLY -> scaled(call, x, sign, constant);
      case SUBTRACT -> call.result(new Op.Scale(Constants.number(-1), constant), x);
      case DIVIDE -> {
        String inverse = call.step("inverse", new Op.Pointwise(Function.POWER, -1, 0), x.node());
        yield call.result(
            new Op.Scale(constant, Constants.number(0)), x.layout(), x.channels(), inverse);
      }
    };
  }

  private static Value scaled(Call call, Made x, Sign sign, Parameter c) {
    return call.result(
        switch (sign) {
          case ADD -> new Op.Scale(Constants.number(1), c);
          case SUBTRACT -> new Op.Scale(Constants.number(1), Constants.negative(c));
          case MULTIPLY -> new Op.Scale(c, Constants.number(0));
          case DIVIDE -> new Op.Scale(Constants.inverse(c), Constants.number(0));
        },
        x);
  }

  static Value scaled(Call call, Made x, double factor, double shift) {
    return call.result(new Op.Scale(Constants.number(factor), Constants.number(shift)), x);
  }

  private static Value together(Call call, Sign sign, Made a, Made b) {
    if (!a.layout().matches(b.layout())
        || a.channels() != b.channels() && a.channels() != 1 && b.channels() != 1) {
      throw call.unsupported(
          "its inputs have %s channels along %s and %s along %s"
              .formatted(a.channels(), a.layout().axes(), b.channels(), b.layout().axes()));
    }
    return call.result(
        new Op.Arithmetic(sign),
        a.layout().with(b.layout()),
        Math.max(a.channels(), b.channels()),
        a.node(),
        b.node());
  }

  private static Value sum(Call call) {
    Made total = call.made(0);
    for (int i = 1; i < call.inputs().size(); i++) {
      Made next = call.made(i);
      if (!total.layout().matches(next.layout()) || total.channels() != next.channels()) {
        throw call.unsupported("its inputs differ in shape");
      }
      boolean last = i == call.inputs().size() - 1;
      Op add = new Op.Arithmetic(Sign.ADD);
      total =
          last
              ? call.result(add, total.layout(), total.channels(), total.node(), next.node())
              : new Made(
                  call.step("sum" + i, add, total.node(), next.node()),
                  total.layout(),
                  total.channels());
    }
    return total;
  }

  private static Value power(Call call) {
    if (!call.isMade(0)) {
      throw call.unsupported("its base is a constant");
    }
    Parameter exponent = call.known(1);
    if (exponent.size() != 1) {
      throw call.unsupported("it has several exponents");
    }
    double a = call.small(exponent)[0];
    Made x = call.made(0);
    if (a == 2) {
      return call.result(
          new Op.Arithmetic(Sign.MULTIPLY), x.layout(), x.channels(), x.node(), x.node());
    }
    return call.result(new Op.Pointwise(a == 0.5 ? Function.SQRT : Function.POWER, a, 0), x);
  }

  /** A constant that is stretched over a value: [C], or [1] if it is the same for all channels. */
  static Parameter perChannel(Call call, Made x, Parameter constant) {
    List<Integer> shape = constant.shape();
    if (constant.size() == 1) {
      return new Parameter(List.of(1), constant.values());
    }
    int channels = x.layout().channels();
    int offset = x.layout().rank() - shape.size();
    for (int i = 0; i < shape.size(); i++) {
      boolean isChannels = i + offset == channels && shape.get(i) == x.channels();
      if (shape.get(i) != 1 && !isChannels) {
        throw call.unsupported(
            "its constant of the shape %s is not one number a channel of %s"
                .formatted(shape, x.channels()));
      }
    }
    return new Parameter(List.of(x.channels()), constant.values());
  }
}

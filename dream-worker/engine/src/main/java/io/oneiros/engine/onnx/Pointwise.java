package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.onnx.Value.Made;
import java.util.HashMap;
import java.util.Map;

/** Activations and other functions of each number by itself. */
final class Pointwise {
  static final Map<String, Reading> READINGS = new HashMap<>();

  static {
    READINGS.put("Relu", call -> call.result(new Op.Relu(), call.made(0)));
    READINGS.put("LeakyRelu", call -> of(call, Function.LEAKY_RELU, real(call, "alpha", 0.01), 0));
    READINGS.put("Elu", call -> of(call, Function.ELU, real(call, "alpha", 1), 0));
    READINGS.put("PRelu", Pointwise::prelu);
    READINGS.put("Clip", Pointwise::clip);
    READINGS.put("HardSigmoid", Pointwise::hardSigmoid);
    READINGS.put("Gelu", Pointwise::gelu);
    READINGS.put("Sigmoid", plain(Function.SIGMOID));
    READINGS.put("Tanh", plain(Function.TANH));
    READINGS.put("Softplus", plain(Function.SOFTPLUS));
    READINGS.put("Swish", Pointwise::swish);
    READINGS.put("HardSwish", plain(Function.HARD_SWISH));
    READINGS.put("Erf", plain(Function.ERF));
    READINGS.put("Exp", plain(Function.EXP));
    READINGS.put("Sqrt", plain(Function.SQRT));
    READINGS.put("Reciprocal", call -> of(call, Function.POWER, -1, 0));
    READINGS.put("Neg", call -> Arithmetic.scaled(call, call.made(0), -1, 0));
  }

  private Pointwise() {}

  private static Reading plain(Function function) {
    return call -> of(call, function, 0, 0);
  }

  private static Value of(Call call, Function function, double a, double b) {
    return call.isConstant()
        ? Constants.mapped(call, call.known(0), new Op.Pointwise(function, a, b))
        : call.result(new Op.Pointwise(function, a, b), call.made(0));
  }

  private static Value swish(Call call) {
    if (real(call, "alpha", 1) != 1) {
      throw call.unsupported("its alpha is %s".formatted(real(call, "alpha", 1)));
    }
    return of(call, Function.SILU, 0, 0);
  }

  private static double real(Call call, String attribute, double otherwise) {
    return call.operator().real(attribute, otherwise);
  }

  private static Value prelu(Call call) {
    Made x = call.made(0);
    return call.result(new Op.PRelu(Arithmetic.perChannel(call, x, call.known(1))), x);
  }

  /** The limits are attributes before opset 11, then inputs. */
  private static Value clip(Call call) {
    double low = call.real(1, "min", Double.NEGATIVE_INFINITY);
    double high = call.real(2, "max", Double.POSITIVE_INFINITY);
    if (low == 0 && high > 1e30) {
      return call.result(new Op.Relu(), call.made(0));
    }
    return of(call, Function.CLIP, low, high);
  }

  private static Value hardSigmoid(Call call) {
    Made x = call.made(0);
    Op line =
        new Op.Scale(
            Constants.number(real(call, "alpha", 0.2)), Constants.number(real(call, "beta", 0.5)));
    String scaled = call.step("line", line, x.node());
    return call.result(new Op.Pointwise(Function.CLIP, 0, 1), x.layout(), x.channels(), scaled);
  }

  private static Value gelu(Call call) {
    boolean tanh = call.operator().text("approximate", "none").equals("tanh");
    return of(call, tanh ? Function.GELU_TANH : Function.GELU, 0, 0);
  }
}

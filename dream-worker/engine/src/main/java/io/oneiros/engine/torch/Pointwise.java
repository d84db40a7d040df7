package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.graph.Op;

/** Each {@link Op.Function} in PyTorch's terms, differentiable. */
final class Pointwise {
  private Pointwise() {}

  static PtNDArray of(Op.Pointwise op, PtNDArray x) {
    return switch (op.function()) {
      case LEAKY_RELU -> JniUtils.leakyRelu(x, op.a());
      case CLIP -> JniUtils.clip(x, op.a(), op.b());
      case SIGMOID -> JniUtils.sigmoid(x);
      case TANH -> JniUtils.tanh(x);
      case ELU -> JniUtils.elu(x, op.a());
      case SOFTPLUS -> JniUtils.softPlus(x);
      case SILU -> JniUtils.mul(x, JniUtils.sigmoid(x));
      case HARD_SWISH -> times(JniUtils.mul(x, JniUtils.clip((PtNDArray) x.add(3), 0, 6)), 1.0 / 6);
      case GELU -> JniUtils.gelu(x);
      case GELU_TANH -> {
        PtNDArray cube = JniUtils.mul(x, JniUtils.square(x));
        PtNDArray inner = times(JniUtils.add(x, times(cube, 0.044715)), Math.sqrt(2 / Math.PI));
        yield times(JniUtils.mul(x, (PtNDArray) JniUtils.tanh(inner).add(1)), 0.5);
      }
      case ERF -> JniUtils.erf(x);
      case EXP -> JniUtils.exp(x);
      case SQRT -> JniUtils.sqrt(x);
      case POWER -> JniUtils.pow(x, Autograd.number(x, op.a()));
    };
  }

  private static PtNDArray times(PtNDArray x, double factor) {
    return JniUtils.mul(x, Autograd.number(x, factor));
  }
}

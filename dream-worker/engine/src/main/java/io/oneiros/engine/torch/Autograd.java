package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * PyTorch's automatic differentiation without DJL's {@code GradientCollector}, of which a process
 * can have only one at a time. Grad mode is a thread's own and is put back afterwards.
 */
final class Autograd {
  private Autograd() {}

  /**
   * @param value in row-major order
   * @param gradient of the value's sum with respect to the leaf, in the leaf's order
   */
  record Result(float[] value, float[] gradient) {}

  /**
   * @param x a leaf; everything computed from it is attached to its manager
   */
  static Result differentiate(PtNDArray x, UnaryOperator<PtNDArray> function) {
    x.setRequiresGradient(true);
    return inMode(
        true,
        () -> {
          PtNDArray y = function.apply(x);
          JniUtils.backward(y, (PtNDArray) x.getManager().ones(y.getShape()), false, false);
          return new Result(y.toFloatArray(), x.getGradient().toFloatArray());
        });
  }

  /** Computes without remembering how. */
  static <T> T withoutGradient(Supplier<T> function) {
    return inMode(false, function);
  }

  private static <T> T inMode(boolean gradient, Supplier<T> function) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(gradient);
    try {
      return function.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}

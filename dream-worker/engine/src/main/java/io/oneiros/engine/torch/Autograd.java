package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.Supplier;

/**
 * PyTorch's automatic differentiation without DJL's {@code GradientCollector}, of which a process
 * can have only one at a time. Grad mode is a thread's own and is put back afterwards.
 */
final class Autograd {
  private Autograd() {}

  /**
   * @param value in row-major order
   * @param gradients of the value's sum with respect to the leaves
   */
  record Result(float[] value, List<PtNDArray> gradients) {}

  /**
   * @param leaves of one manager; everything computed from them is attached to it
   * @param function of the leaves' values as they are
   */
  static Result differentiate(List<PtNDArray> leaves, Supplier<PtNDArray> function) {
    leaves.forEach(leaf -> leaf.setRequiresGradient(true));
    return inMode(
        true,
        () -> {
          PtNDArray y = function.get();
          JniUtils.backward(y, (PtNDArray) y.getManager().ones(y.getShape()), false, false);
          return new Result(
              y.toFloatArray(), leaves.stream().map(x -> (PtNDArray) x.getGradient()).toList());
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

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

  /**
   * A number as a tensor that lives as long as what is computed with it. DJL's operations of a
   * tensor and a Java number close the number's tensor at once, though the way back still reads its
   * memory, which the garbage collector may have given to something else by then.
   */
  static PtNDArray number(PtNDArray x, double value) {
    return numbers(x, (float) value);
  }

  /** Several, for the same reason. */
  static PtNDArray numbers(PtNDArray x, float... values) {
    return (PtNDArray) x.getManager().create(values);
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

package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * {@link io.oneiros.engine.objective.Measure.Diversity}, of one picture.
 *
 * @param others the sum of the others' {@link #direction}, [C, C]. They stand still while this
 *     picture's gradient is taken, which is so that of all pairs: others' pairs do not hang on it
 * @param weight of a pair
 */
record Diversity(PtNDArray others, double weight) implements Energy {
  /** A matrix' squares never add up to less. */
  private static final double LEAST_SQUARES = 1e-8;

  /** Divided row by row: the way back through a divided matrix sums in an order of the threads. */
  @Override
  public PtNDArray of(PtNDArray value) {
    PtNDArray gram = Gram.matrix(value);
    PtNDArray products = JniUtils.sum(JniUtils.mul(gram, others), new long[] {1}, false);
    PtNDArray cosines = JniUtils.div(products, norm(gram));
    return JniUtils.mul(cosines, Autograd.number(cosines, -weight));
  }

  /**
   * @param value [1, C, H, W]
   * @return its Gram matrix over that's norm, [C, C]
   */
  static PtNDArray direction(PtNDArray value) {
    PtNDArray gram = Gram.matrix(value);
    return JniUtils.div(gram, norm(gram));
  }

  private static PtNDArray norm(PtNDArray gram) {
    PtNDArray rows = JniUtils.sum(JniUtils.square(gram), new long[] {1}, false);
    PtNDArray squares = JniUtils.sum(rows, new long[] {0}, true);
    return JniUtils.sqrt(JniUtils.add(squares, Autograd.number(squares, LEAST_SQUARES)));
  }
}

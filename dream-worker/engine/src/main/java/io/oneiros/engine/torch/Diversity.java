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

  @Override
  public PtNDArray of(PtNDArray value) {
    PtNDArray products = JniUtils.mul(direction(value), others);
    PtNDArray cosines = JniUtils.sum(products, new long[] {1}, false);
    return JniUtils.mul(cosines, Autograd.number(cosines, -weight));
  }

  /**
   * @param value [1, C, H, W]
   * @return its Gram matrix over the root of that's squares, [C, C]
   */
  static PtNDArray direction(PtNDArray value) {
    PtNDArray gram = Gram.matrix(value);
    PtNDArray rows = JniUtils.sum(JniUtils.square(gram), new long[] {1}, false);
    PtNDArray squares = JniUtils.sum(rows, new long[] {0}, true);
    PtNDArray norm = JniUtils.sqrt(JniUtils.add(squares, Autograd.number(squares, LEAST_SQUARES)));
    return JniUtils.div(gram, norm);
  }
}

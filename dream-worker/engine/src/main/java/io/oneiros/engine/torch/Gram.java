package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * {@link io.oneiros.engine.objective.Measure.Style}.
 *
 * @param style its matrix, [C, C]
 */
record Gram(Numbers style, double weight) implements Energy {

  @Override
  public PtNDArray of(PtNDArray value) {
    long channels = value.getShape().get(1);
    PtNDArray difference = JniUtils.sub(matrix(value), style.in(value.getManager()));
    PtNDArray distances = JniUtils.sum(JniUtils.square(difference), new long[] {1}, false);
    double factor = -weight / (4.0 * channels * channels);
    return JniUtils.mul(distances, Autograd.number(distances, factor));
  }

  /**
   * @param value [1, C, H, W]
   * @return its matrix, [C, C]
   */
  static PtNDArray matrix(PtNDArray value) {
    long channels = value.getShape().get(1);
    long positions = value.getShape().get(2) * value.getShape().get(3);
    PtNDArray rows = JniUtils.reshape(value, new long[] {channels, positions});
    PtNDArray products = JniUtils.matmul(rows, JniUtils.transpose(rows, 0, 1));
    return JniUtils.mul(products, Autograd.number(products, 1.0 / positions));
  }

  /** The matrix of a picture's activations, summed in double. */
  static Numbers of(TorchNetwork.Activation a) {
    int positions = a.height() * a.width();
    float[] gram = new float[Math.multiplyExact(a.channels(), a.channels())];
    for (int i = 0; i < a.channels(); i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int p = 0; p < positions; p++) {
          sum += (double) a.values()[i * positions + p] * a.values()[j * positions + p];
        }
        gram[i * a.channels() + j] = (float) (sum / positions);
        gram[j * a.channels() + i] = gram[i * a.channels() + j];
      }
    }
    return Numbers.of(gram, a.channels(), a.channels());
  }
}

package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An {@link Objective} in PyTorch's terms. */
final class Energies {
  /** All dimensions but the channels. */
  private static final long[] POSITIONS = {0, 2, 3};

  private Energies() {}

  /**
   * The objective a channel, one layer after the other. Summing over positions only is what PyTorch
   * does in the same order for any number of threads; the rest is added up by {@link #sum}.
   *
   * @param values of the objective's nodes, [1, C, H, W]
   */
  static PtNDArray of(Objective objective, Map<String, PtNDArray> values) {
    List<PtNDArray> energies = new ArrayList<>();
    for (Objective.Layer layer : objective.layers()) {
      PtNDArray sums = JniUtils.sum(JniUtils.square(values.get(layer.node())), POSITIONS, false);
      energies.add(JniUtils.mul(sums, Autograd.number(sums, layer.weight() / 2)));
    }
    return JniUtils.cat(energies.toArray(PtNDArray[]::new), 0);
  }

  static double sum(float[] energies) {
    double sum = 0;
    for (float energy : energies) {
      sum += energy;
    }
    return sum;
  }
}

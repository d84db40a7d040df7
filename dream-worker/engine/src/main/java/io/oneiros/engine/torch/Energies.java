package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An {@link Objective} in PyTorch's terms.
 *
 * @param strides of its nodes, in pixels
 */
record Energies(Objective objective, Map<String, Integer> strides) {
  /** All dimensions but the channels. */
  private static final long[] POSITIONS = {0, 2, 3};

  /** Of the deepest node, in pixels. */
  int stride() {
    return strides.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /**
   * The objective a channel, one layer after the other. Summing over positions only is what PyTorch
   * does in the same order for any number of threads; the rest is added up by {@link #sum}.
   *
   * @param values of the objective's nodes, [1, C, H, W]
   */
  PtNDArray of(Map<String, PtNDArray> values) {
    List<PtNDArray> energies = new ArrayList<>();
    for (Objective.Layer layer : objective.layers()) {
      PtNDArray value = values.get(layer.node());
      PtNDArray strength = layer.measure() == Measure.L2 ? JniUtils.square(value) : value;
      PtNDArray sums = JniUtils.sum(strength, POSITIONS, false);
      float[] factors = factors(layer, (int) value.getShape().get(1), strides.get(layer.node()));
      energies.add(JniUtils.mul(sums, Autograd.numbers(sums, factors)));
    }
    return JniUtils.cat(energies.toArray(PtNDArray[]::new), 0);
  }

  /** What each channel's sum is multiplied with. */
  private static float[] factors(Objective.Layer layer, int channels, int stride) {
    List<Integer> counted =
        layer.channels().isEmpty()
            ? IntStream.range(0, channels).boxed().toList()
            : layer.channels();
    double factor =
        switch (layer.measure()) {
          case L2 -> layer.weight() / 2;
          // Each activation stands for its square of pixels.
          case MEAN -> layer.weight() * stride * stride / counted.size();
        };
    float[] factors = new float[channels];
    for (int channel : counted) {
      if (channel >= channels) {
        throw new IllegalArgumentException(
            "%s has no channel %s: it has %s, the first being 0"
                .formatted(layer.node(), channel, channels));
      }
      factors[channel] = (float) factor;
    }
    return factors;
  }

  static double sum(float[] energies) {
    double sum = 0;
    for (float energy : energies) {
      sum += energy;
    }
    return sum;
  }
}

package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gradient by automatic differentiation of the graph, one operation after the other. */
final class TorchGradient implements GradientSource {
  /** All dimensions but the channels. */
  private static final long[] POSITIONS = {0, 2, 3};

  private final TorchNetwork network;
  private final Graph graph;
  private final Objective objective;
  private final int stride;

  TorchGradient(TorchNetwork network, Graph graph, Objective objective, int stride) {
    this.network = network;
    this.graph = graph;
    this.objective = objective;
    this.stride = stride;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public Gradient at(Picture picture) {
    Autograd.Result result =
        network.inCall(
            call ->
                Autograd.differentiate(
                    network.input().nhwc(picture, call),
                    x -> energies(network.values(graph, Input.nchw(x)))));
    double sum = 0;
    for (float energy : result.value()) {
      sum += energy;
    }
    return new Gradient(
        network.input().back(result.gradient(), picture.width(), picture.height()), sum);
  }

  /**
   * The objective a channel, one layer after the other. Summing over positions only is what PyTorch
   * does in the same order for any number of threads; the rest is added up in Java.
   */
  private PtNDArray energies(Map<String, PtNDArray> values) {
    List<PtNDArray> energies = new ArrayList<>();
    for (Objective.Layer layer : objective.layers()) {
      PtNDArray a = values.get(layer.node());
      PtNDArray sums = JniUtils.sum(JniUtils.square(a), POSITIONS, false);
      energies.add((PtNDArray) sums.mul((float) (layer.weight() / 2)));
    }
    return JniUtils.cat(energies.toArray(PtNDArray[]::new), 0);
  }
}

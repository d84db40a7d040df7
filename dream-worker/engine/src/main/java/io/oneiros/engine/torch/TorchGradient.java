package io.oneiros.engine.torch;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import java.util.Map;

/** The gradient by automatic differentiation of the graph, one operation after the other. */
final class TorchGradient implements GradientSource {
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
    NDList energies = new NDList();
    for (Objective.Layer layer : objective.layers()) {
      PtNDArray a = values.get(layer.node());
      energies.add(a.square().sum(new int[] {0, 2, 3}).mul((float) (layer.weight() / 2)));
    }
    return (PtNDArray) NDArrays.concat(energies, 0);
  }
}

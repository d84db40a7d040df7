package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gradient by automatic differentiation of the graph, one operation after the other: the
 * reference for {@link CompiledGradient}, and what runs where that cannot.
 */
record PlainGradient(TorchNetwork network, Graph graph, Energies energies)
    implements EnergyGradient {

  @Override
  public Map<String, PtNDArray> targets(Picture picture, NDManager call) {
    return network.values(graph, Input.nchw(network.input().nhwc(picture, call)));
  }

  @Override
  public Gradient at(Patch patch, Others others) {
    Function<Map<String, PtNDArray>, PtNDArray> objective = energies.at(patch, others);
    return network.inCall(call -> at(patch.pixels(), objective, call));
  }

  private Gradient at(
      Picture picture, Function<Map<String, PtNDArray>, PtNDArray> objective, NDManager call) {
    PtNDArray x = network.input().nhwc(picture, call);
    Autograd.Result result =
        Autograd.differentiate(
            List.of(x), () -> objective.apply(network.values(graph, Input.nchw(x))));
    float[] gradient = result.gradients().get(0).toFloatArray();
    return new Gradient(
        network.input().back(gradient, picture.width(), picture.height()),
        Energies.sum(result.value()));
  }
}

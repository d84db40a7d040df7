package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network's weights as tensors, decoded when a convolution first needs them and kept: a network
 * opened for one early layer never pays for the later ones.
 */
final class Weights {

  /**
   * @param kernel [out, in / groups, height, width], a view of OHWI numbers: channels_last
   * @param bias [out]; zeros where the file has none
   */
  record Convolution(PtNDArray kernel, PtNDArray bias) {}

  private final NDManager manager;
  private final Map<String, Convolution> convolutions = new ConcurrentHashMap<>();

  Weights(NDManager manager) {
    this.manager = manager;
  }

  Convolution of(Node node, Op.Conv conv) {
    return convolutions.computeIfAbsent(node.name(), name -> load(conv));
  }

  private Convolution load(Op.Conv conv) {
    PtNDArray ohwi = tensor(conv.weight());
    PtNDArray bias =
        conv.bias() == null
            ? (PtNDArray) manager.zeros(new Shape(conv.weight().dimension(0)))
            : tensor(conv.bias());
    return new Convolution((PtNDArray) ohwi.transpose(0, 3, 1, 2), bias);
  }

  private PtNDArray tensor(Parameter parameter) {
    Shape shape = new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    return (PtNDArray) manager.create(parameter.floats(), shape);
  }
}

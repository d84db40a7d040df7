package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.script.Entrance;
import io.oneiros.engine.script.Kernels;
import io.oneiros.engine.script.Precision;
import io.oneiros.engine.script.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The programs of one network, each written and compiled once (20 to 70 ms) and kept. */
final class Programs implements AutoCloseable {
  private final Entrance entrance;
  private final Weights weights;
  private final NDManager manager;
  private final Kernels kernels;
  private final Map<Key, Ready> ready = new HashMap<>();

  private record Key(Graph graph, List<String> targets, Precision back) {}

  /**
   * @param weights the list that its methods want
   */
  record Ready(Compiled compiled, List<String> targets, IValue weights) {}

  Programs(Entrance entrance, Weights weights, NDManager manager, Kernels kernels) {
    this.entrance = entrance;
    this.weights = weights;
    this.manager = manager;
    this.kernels = kernels;
  }

  /**
   * @param graph with explicit paddings
   * @param back what gradients are computed in
   */
  Ready of(Graph graph, List<String> targets, Precision back) {
    return ready.computeIfAbsent(new Key(graph, targets, back), this::make);
  }

  private Ready make(Key key) {
    Program program = Program.of(key.graph(), key.targets(), entrance, key.back(), kernels);
    PtNDArray[] numbers = program.weights().stream().map(weights::of).toArray(PtNDArray[]::new);
    return new Ready(
        new Compiled(program.source(), manager), key.targets(), IValue.listFrom(numbers));
  }

  @Override
  public void close() {
    for (Ready program : ready.values()) {
      program.weights().close();
      program.compiled().close();
    }
  }
}

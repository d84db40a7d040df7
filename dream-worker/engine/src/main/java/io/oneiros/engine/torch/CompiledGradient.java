package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.graph.FixPaddings;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.script.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gradient by a program that was written for the graph: there to the targets, automatic
 * differentiation of the objective on these alone, and back. Differs from {@link PlainGradient} by
 * rounding.
 */
record CompiledGradient(
    TorchNetwork network, Programs programs, Precision back, Graph graph, Energies energies)
    implements EnergyGradient {

  @Override
  public Map<String, PtNDArray> targets(Picture picture, NDManager call) {
    List<IValue> open = new ArrayList<>();
    try {
      Programs.Ready program = program(picture);
      return values(program, forward(picture, program, call, open)[0], call);
    } finally {
      open.forEach(IValue::close);
    }
  }

  @Override
  public Gradient at(Patch patch, Others others) {
    Programs.Ready program = program(patch.pixels());
    Function<Map<String, PtNDArray>, PtNDArray> objective = energies.at(patch, others);
    return network.inCall(call -> at(patch.pixels(), objective, program, call));
  }

  private Gradient at(
      Picture picture,
      Function<Map<String, PtNDArray>, PtNDArray> objective,
      Programs.Ready program,
      NDManager call) {
    List<IValue> open = new ArrayList<>();
    try {
      IValue[] parts = forward(picture, program, call, open);
      Map<String, PtNDArray> values = values(program, parts[0], call);
      Autograd.Result result =
          Autograd.differentiate(List.copyOf(values.values()), () -> objective.apply(values));
      IValue seeds = opened(IValue.listFrom(result.gradients().toArray(PtNDArray[]::new)), open);
      PtNDArray gradient =
          Compiled.tensor(
              program.compiled().call("backward", seeds, parts[1], program.weights()), call);
      return new Gradient(
          new Picture(picture.width(), picture.height(), gradient.toFloatArray()),
          Energies.sum(result.value()));
    } finally {
      open.forEach(IValue::close);
    }
  }

  private Programs.Ready program(Picture picture) {
    Graph fixed = FixPaddings.in(graph, picture.height(), picture.width());
    return programs.of(fixed, energies.targets(), back);
  }

  /** The targets, and what the way back needs. */
  private IValue[] forward(
      Picture picture, Programs.Ready program, NDManager call, List<IValue> open) {
    IValue pixels = opened(IValue.from(network.input().plain(picture, call)), open);
    IValue made = opened(program.compiled().call("forward", pixels, program.weights()), open);
    IValue[] parts = made.toIValueTuple();
    open.addAll(List.of(parts));
    return parts;
  }

  private static Map<String, PtNDArray> values(
      Programs.Ready program, IValue targets, NDManager call) {
    Map<String, PtNDArray> values = new LinkedHashMap<>();
    for (PtNDArray target : targets.toTensorArray((PtNDManager) call)) {
      // A program runs in PyTorch's inference mode; only a copy can be differentiated by.
      values.put(program.targets().get(values.size()), (PtNDArray) target.duplicate());
    }
    return values;
  }

  private static IValue opened(IValue value, List<IValue> open) {
    open.add(value);
    return value;
  }
}

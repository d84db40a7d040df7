package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.ascent.GradientSource;
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
    implements GradientSource {

  @Override
  public int stride() {
    return energies.stride();
  }

  @Override
  public Gradient at(Patch patch) {
    Picture picture = patch.pixels();
    Graph fixed = FixPaddings.in(graph, picture.height(), picture.width());
    Programs.Ready program = programs.of(fixed, energies.targets(), back);
    Function<Map<String, PtNDArray>, PtNDArray> objective = energies.at(patch);
    return network.inCall(call -> at(picture, objective, program, call));
  }

  private Gradient at(
      Picture picture,
      Function<Map<String, PtNDArray>, PtNDArray> objective,
      Programs.Ready program,
      NDManager call) {
    List<IValue> open = new ArrayList<>();
    try {
      IValue pixels = opened(IValue.from(network.input().plain(picture, call)), open);
      IValue made = opened(program.compiled().call("forward", pixels, program.weights()), open);
      IValue[] parts = made.toIValueTuple();
      open.addAll(List.of(parts));
      Map<String, PtNDArray> values = new LinkedHashMap<>();
      for (PtNDArray target : parts[0].toTensorArray((PtNDManager) call)) {
        // A program runs in PyTorch's inference mode; only a copy can be differentiated by.
        values.put(program.targets().get(values.size()), (PtNDArray) target.duplicate());
      }
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

  private static IValue opened(IValue value, List<IValue> open) {
    open.add(value);
    return value;
  }
}

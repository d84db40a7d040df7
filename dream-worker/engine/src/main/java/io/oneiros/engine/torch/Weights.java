package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.script.Phases;
import io.oneiros.engine.script.Precision;
import io.oneiros.engine.script.Program.Form;
import io.oneiros.engine.script.Program.Weight;
import io.oneiros.engine.script.Program.Weight.OfConvolution;
import io.oneiros.engine.script.Program.Weight.PerChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A network's weights as tensors, decoded when something first needs them and kept: a network
 * opened for one early layer never pays for the later ones.
 */
final class Weights {
  private static final String TURN =
      """
        def adjoint(self: __torch__.net.M, kernel: Tensor, type: int) -> Tensor:
          turned = torch.transpose(torch.flip(torch.to(kernel, type), [2, 3]), 0, 1)
          return torch.contiguous(turned, memory_format=2)
        def phases(self: __torch__.net.M, kernel: Tensor, type: int, s: int, taps: int, across: int) -> Tensor:
          out = torch.size(kernel, 0)
          rows = torch.sub(torch.mul(s, taps), torch.size(kernel, 2))
          columns = torch.sub(torch.mul(s, across), torch.size(kernel, 3))
          whole = torch.constant_pad_nd(torch.to(kernel, type), [0, columns, 0, rows], 0)
          split = torch.reshape(whole, [out, torch.size(kernel, 1), taps, s, across, s])
          phases = torch.reshape(torch.permute(split, [1, 3, 5, 0, 2, 4]), [-1, out, taps, across])
          return torch.contiguous(torch.flip(phases, [2, 3]), memory_format=2)
        def rounded(self: __torch__.net.M, kernel: Tensor) -> Tensor:
          return torch.contiguous(torch.to(kernel, 15), memory_format=2)
      """;

  /**
   * @param window of the convolution; null for what is none's
   */
  private record Key(Parameter parameter, Form form, Op.Window window, Precision precision) {}

  private final NDManager manager;
  private final Map<Key, PtNDArray> tensors = new ConcurrentHashMap<>();
  private Compiled turner;

  Weights(NDManager manager) {
    this.manager = manager;
  }

  /** [out, in / groups, height, width], a view of OHWI numbers: channels_last. */
  PtNDArray kernel(Op.Conv conv) {
    return of(new OfConvolution(conv, Form.KERNEL, Precision.FLOAT32));
  }

  /** [out]; zeros where the file has none. */
  PtNDArray bias(Op.Conv conv) {
    return of(new OfConvolution(conv, Form.BIAS, Precision.FLOAT32));
  }

  /** [1, C, 1, 1], or [1, 1, 1, 1] of a single number. */
  PtNDArray perChannel(Parameter parameter) {
    return of(new PerChannel(parameter, Precision.FLOAT32));
  }

  PtNDArray of(Weight weight) {
    if (weight instanceof PerChannel numbers) {
      return kept(
          new Key(numbers.parameter(), null, null, numbers.precision()), () -> make(numbers));
    }
    OfConvolution wanted = (OfConvolution) weight;
    Op.Conv conv = wanted.convolution();
    Form form = wanted.form();
    Parameter parameter = form == Form.BIAS && conv.bias() != null ? conv.bias() : conv.weight();
    return kept(new Key(parameter, form, conv.window(), wanted.precision()), () -> make(wanted));
  }

  private PtNDArray kept(Key key, Supplier<PtNDArray> numbers) {
    PtNDArray tensor = tensors.get(key);
    if (tensor == null) {
      tensor = numbers.get();
      tensors.put(key, tensor);
    }
    return tensor;
  }

  private PtNDArray make(PerChannel numbers) {
    float[] values = numbers.parameter().floats();
    PtNDArray exact = (PtNDArray) manager.create(values, new Shape(1, values.length, 1, 1));
    return numbers.precision() == Precision.FLOAT32 ? exact : call("rounded", IValue.from(exact));
  }

  private PtNDArray make(OfConvolution weight) {
    Op.Conv conv = weight.convolution();
    return switch (weight.form()) {
      case KERNEL ->
          weight.precision() == Precision.FLOAT32
              ? (PtNDArray) tensor(conv.weight()).transpose(0, 3, 1, 2)
              : call("rounded", IValue.from(kernel(conv)));
      case BIAS ->
          conv.bias() == null
              ? (PtNDArray) manager.zeros(new Shape(conv.weight().dimension(0)))
              : tensor(conv.bias());
      case ADJOINT ->
          call("adjoint", IValue.from(kernel(conv)), IValue.from(weight.precision().type()));
      case PHASES -> {
        Phases phases = Phases.of(conv);
        yield call(
            "phases",
            IValue.from(kernel(conv)),
            IValue.from(weight.precision().type()),
            IValue.from(phases.stride()),
            IValue.from(phases.taps()),
            IValue.from(phases.across()));
      }
    };
  }

  private PtNDArray call(String method, IValue... arguments) {
    if (turner == null) {
      turner = new Compiled(TURN, manager);
    }
    PtNDArray result = Compiled.tensor(turner.call(method, arguments), manager);
    for (IValue argument : arguments) {
      argument.close();
    }
    return result;
  }

  private PtNDArray tensor(Parameter parameter) {
    Shape shape = new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    return (PtNDArray) manager.create(parameter.floats(), shape);
  }
}

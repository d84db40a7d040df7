package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Parameter;
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
  /**
   * oneDNN's own order of a kernel's numbers. It depends on what is convolved: told nothing oneDNN
   * takes one that costs 4%, told the first picture's size the bytes would depend on that.
   */
  private static final String PACK =
      """
        def pack(self: __torch__.net.M, kernel: Tensor, padding: List[int], stride: List[int], dilation: List[int], groups: int) -> Tensor:
          return torch.mkldnn_reorder_conv2d_weight(torch.to_mkldnn(kernel), padding, stride, dilation, groups, [1, torch.mul(torch.size(kernel, 1), groups), 64, 64])
        def adjoint(self: __torch__.net.M, kernel: Tensor) -> Tensor:
          return torch.contiguous(torch.transpose(torch.flip(kernel, [2, 3]), 0, 1), memory_format=2)
        def rounded(self: __torch__.net.M, kernel: Tensor) -> Tensor:
          return torch.contiguous(torch.to(kernel, 15), memory_format=2)
      """;

  /**
   * @param window that the numbers are packed for, or null
   */
  private record Key(Parameter parameter, Form form, Precision precision, Window window) {}

  private final NDManager manager;
  private final Map<Key, PtNDArray> tensors = new ConcurrentHashMap<>();
  private Compiled packer;

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
          new Key(numbers.parameter(), null, numbers.precision(), null), () -> make(numbers));
    }
    OfConvolution wanted = (OfConvolution) weight;
    Op.Conv conv = wanted.convolution();
    Form form = wanted.form();
    Parameter parameter = form == Form.BIAS && conv.bias() != null ? conv.bias() : conv.weight();
    Window window = form == Form.KERNEL || form == Form.BIAS ? null : conv.window();
    return kept(new Key(parameter, form, wanted.precision(), window), () -> make(wanted));
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
      case PACKED -> pack(kernel(conv), conv.window(), conv.groups());
      case PACKED_ADJOINT -> {
        OfConvolution kernel = new OfConvolution(conv, Form.KERNEL, weight.precision());
        Window w = conv.window();
        yield pack(
            call("adjoint", IValue.from(of(kernel))),
            new Window(w.height(), w.width(), 1, 1, w.dilationY(), w.dilationX()),
            1);
      }
    };
  }

  private PtNDArray pack(PtNDArray kernel, Window w, int groups) {
    return call(
        "pack",
        IValue.from(kernel),
        IValue.listFrom(reach(w.height(), w.dilationY()) / 2, reach(w.width(), w.dilationX()) / 2),
        IValue.listFrom((long) w.strideY(), w.strideX()),
        IValue.listFrom((long) w.dilationY(), w.dilationX()),
        IValue.from((long) groups));
  }

  private static long reach(int taps, int dilation) {
    return (taps - 1L) * dilation;
  }

  private PtNDArray call(String method, IValue... arguments) {
    if (packer == null) {
      packer = new Compiled(PACK, manager);
    }
    PtNDArray result = Compiled.tensor(packer.call(method, arguments), manager);
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

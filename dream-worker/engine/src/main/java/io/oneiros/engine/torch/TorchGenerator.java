package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.oneiros.engine.ascent.PictureSource;
import io.oneiros.engine.graph.FixPaddings;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Passes;
import io.oneiros.engine.graph.Prune;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.script.Entrance;
import io.oneiros.engine.script.Kernels;
import io.oneiros.engine.script.Memory;
import io.oneiros.engine.script.Precision;
import io.oneiros.engine.script.Program;
import io.oneiros.engine.zoo.Generator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A generator that runs on PyTorch, in float32: by a program written for it, or operation by
 * operation where that is not exact enough. Holds native memory until it is closed. Used by one
 * thread at a time, as {@link TorchNetwork}.
 */
public final class TorchGenerator implements PictureSource, AutoCloseable {
  private final Graph graph;
  private final List<String> targets;
  private final int code;
  private final Output output;
  private final NDManager manager;
  private final Operations operations;
  private final Programs programs;
  private final Executor executor;

  /**
   * @param device see {@link Devices}
   * @param executor {@code PLAIN} for operation by operation; all others are a program here
   * @throws IllegalStateException if PyTorch cannot be started, see {@link Torch#start}
   */
  public TorchGenerator(Generator generator, Device device, Optional<Executor> executor) {
    Torch.start(device);
    this.graph = quicker(generator);
    this.targets = List.of(generator.picture());
    this.code = generator.code();
    this.output = new Output(generator.output(), generator.width(), generator.height());
    this.manager = Torch.newManager(device);
    Weights weights = new Weights(manager);
    this.operations = new Operations(weights);
    this.programs =
        new Programs(
            new Entrance.Code(), weights, manager, device.isGpu() ? Kernels.ATEN : Kernels.ONEDNN);
    this.executor =
        executor
            .filter(way -> way == Executor.PLAIN)
            .orElseGet(
                () -> StartCheck.exactEnough(Executor.FLOAT32, generator.id(), this::example));
  }

  /** How much native memory it takes beside a network, in bytes; nothing is computed. */
  public static long memory(Generator generator, Executor executor) {
    Graph graph = quicker(generator);
    List<String> targets = List.of(generator.picture());
    if (executor == Executor.PLAIN) {
      return Memory.ofPlain(graph, 1, 1);
    }
    Program program =
        Program.of(graph, targets, new Entrance.Code(), Precision.FLOAT32, Kernels.ONEDNN);
    return Memory.of(program, graph, targets, 1, 1, Precision.FLOAT32);
  }

  private static Graph quicker(Generator generator) {
    List<String> targets = List.of(generator.picture());
    Graph pruned = Prune.to(generator.graph(), targets);
    return FixPaddings.in(Passes.quicker(pruned, targets), 1, 1);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public Picture picture(double[] code) {
    return inCall(
        call -> {
          if (executor == Executor.PLAIN) {
            PtNDArray x = plain(code, call);
            return Autograd.withoutGradient(() -> output.picture(made(x).toFloatArray()));
          }
          return compiled(code, call, (parts, program, open) -> output.picture(first(parts, call)));
        });
  }

  @Override
  public double[] pullback(double[] code, Picture gradient) {
    float[] back = pullback(executor, code, gradient);
    double[] result = new double[back.length];
    for (int i = 0; i < back.length; i++) {
      result[i] = back[i];
    }
    return result;
  }

  private float[] pullback(Executor way, double[] code, Picture gradient) {
    return inCall(
        call -> {
          PtNDArray seed =
              tensor(output.back(gradient), new Shape(1, 3, output.height(), output.width()), call);
          if (way == Executor.PLAIN) {
            PtNDArray x = plain(code, call);
            return Autograd.differentiate(List.of(x), () -> (PtNDArray) made(x).mul(seed))
                .gradients()
                .get(0)
                .toFloatArray();
          }
          return compiled(
              code,
              call,
              (parts, program, open) -> {
                IValue seeds = opened(IValue.listFrom(seed), open);
                IValue back =
                    program.compiled().call("backward", seeds, parts[1], program.weights());
                return Compiled.tensor(back, call).toFloatArray();
              });
        });
  }

  /** A gradient to check executors by. */
  private float[] example(Executor way) {
    Random random = new Random(1);
    double[] some = random.doubles(code, -1, 1).toArray();
    Picture gradient = Picture.blank(output.width(), output.height());
    for (int i = 0; i < gradient.values().length; i++) {
      gradient.values()[i] = random.nextFloat() - 0.5f;
    }
    return pullback(way, some, gradient);
  }

  private PtNDArray made(PtNDArray x) {
    return operations.values(graph, x).get(targets.get(0));
  }

  private interface Use<T> {
    /**
     * @param parts targets and what is saved for the way back
     * @param open what is closed at the end
     */
    T of(IValue[] parts, Programs.Ready program, List<IValue> open);
  }

  /** The way there, and what is made of it. */
  private <T> T compiled(double[] code, NDManager call, Use<T> use) {
    Programs.Ready program = programs.of(graph, targets, Precision.FLOAT32);
    List<IValue> open = new ArrayList<>();
    try {
      IValue given = opened(IValue.from(tensor(floats(code), new Shape(code.length), call)), open);
      IValue made = opened(program.compiled().call("forward", given, program.weights()), open);
      IValue[] parts = made.toIValueTuple();
      open.addAll(List.of(parts));
      return use.of(parts, program, open);
    } finally {
      open.forEach(IValue::close);
    }
  }

  private static float[] first(IValue[] parts, NDManager call) {
    return parts[0].toTensorArray((PtNDManager) call)[0].toFloatArray();
  }

  private static IValue opened(IValue value, List<IValue> open) {
    open.add(value);
    return value;
  }

  private PtNDArray plain(double[] code, NDManager call) {
    return tensor(floats(code), new Shape(1, code.length, 1, 1), call);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static PtNDArray tensor(float[] values, Shape shape, NDManager call) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return (PtNDArray) call.create(bytes, shape, DataType.FLOAT32);
  }

  private interface InCall<T> {
    T with(NDManager call);
  }

  private <T> T inCall(InCall<T> work) {
    Threads.plan();
    try (NDManager call = manager.newSubManager()) {
      return work.with(call);
    }
  }

  @Override
  public void close() {
    programs.close();
    manager.close();
  }
}

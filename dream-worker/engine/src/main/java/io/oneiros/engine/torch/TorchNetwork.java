package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.graph.FixPaddings;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Passes;
import io.oneiros.engine.graph.Prune;
import io.oneiros.engine.graph.ReceptiveField;
import io.oneiros.engine.graph.ReceptiveFields;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.script.Entrance;
import io.oneiros.engine.script.Kernels;
import io.oneiros.engine.script.Memory;
import io.oneiros.engine.script.Program;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A network that runs on PyTorch. Holds its weights, and the programs written for it, in native
 * memory until it is closed; nothing else stays behind after a call.
 *
 * <p>Used by one thread at a time; PyTorch itself computes on as many as {@link Threads} says.
 * Several callers at a time on a processor make each other slow (OpenMP stops spinning).
 */
public final class TorchNetwork implements AutoCloseable {
  private final Graph graph;
  private final Input input;
  private final Executor executor;
  private final boolean checked;
  private final NDManager manager;
  private final Operations operations;
  private final Programs programs;
  private final References references;
  private final Map<List<String>, Ready> ready = new HashMap<>();

  /**
   * What some targets are computed with.
   *
   * @param fields of the targets
   */
  private record Ready(Graph graph, Map<String, ReceptiveField> fields, Executor executor) {}

  /**
   * On the processor, with the quickest executor that is exact enough for what is asked of it.
   *
   * @throws IllegalStateException if PyTorch cannot be started, see {@link Torch#start}
   */
  public TorchNetwork(Graph graph, Preprocessing preprocessing) {
    this(graph, preprocessing, Device.cpu(), Optional.empty());
  }

  /**
   * On the processor.
   *
   * @param executor of gradients, whatever comes of it
   */
  public TorchNetwork(Graph graph, Preprocessing preprocessing, Executor executor) {
    this(graph, preprocessing, Device.cpu(), Optional.of(executor));
  }

  /**
   * @param device see {@link Devices}
   * @param executor of gradients; empty for the quickest that is exact enough
   */
  public TorchNetwork(
      Graph graph, Preprocessing preprocessing, Device device, Optional<Executor> executor) {
    this(graph, preprocessing, device, executor, device.isGpu() ? Kernels.ATEN : Kernels.ONEDNN);
  }

  TorchNetwork(
      Graph graph,
      Preprocessing preprocessing,
      Device device,
      Optional<Executor> executor,
      Kernels kernels) {
    Torch.start(device);
    this.graph = graph;
    this.input = new Input(preprocessing);
    this.executor = executor.orElseGet(() -> Executor.best(device));
    this.checked = executor.isEmpty();
    this.manager = Torch.newManager(device);
    Weights weights = new Weights(manager);
    this.operations = new Operations(weights);
    this.programs = new Programs(new Entrance.Pixels(preprocessing), weights, manager, kernels);
    this.references =
        new References((picture, node) -> activations(picture, List.of(node)).get(node));
  }

  /**
   * A layer's values.
   *
   * @param values [channels, height, width] in row-major order
   */
  public record Activation(int channels, int height, int width, float[] values) {
    static Activation of(PtNDArray value) {
      Shape s = value.getShape();
      return new Activation((int) s.get(1), (int) s.get(2), (int) s.get(3), value.toFloatArray());
    }
  }

  /**
   * The gradient of an objective; it lives as long as this network. Computes what the objective
   * needs of its reference pictures, unless it was one of the last to be asked for.
   *
   * @throws IllegalArgumentException if the graph has no such nodes, or a layer does not answer to
   *     its reference picture at all
   */
  public GradientSource gradient(Objective objective) {
    Objective resolved = Energies.beforeSoftmax(objective, graph);
    Ready ready = ready(resolved);
    return source(
        ready.executor(), ready.graph(), new Energies(resolved, ready.fields(), references));
  }

  /**
   * What computes the gradient of an objective: another than was asked for where that is not exact
   * enough.
   */
  public Executor executor(Objective objective) {
    return ready(Energies.beforeSoftmax(objective, graph)).executor();
  }

  /**
   * How much native memory a gradient of such a picture takes, in bytes; nothing is computed. See
   * {@link Memory} for what is counted. It holds within 15 parts of 100 on a processor; what
   * reference pictures need is told roughly.
   *
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   * @param together how many pictures of that size are dreamed together: few bytes each, for they
   *     go through the network one after the other
   */
  public static long memory(
      Network network,
      Objective objective,
      Executor executor,
      int height,
      int width,
      int together) {
    Objective resolved = Energies.beforeSoftmax(objective, network.graph());
    ReferenceMemory references =
        ReferenceMemory.of(network.graph(), resolved, height, width, together);
    List<String> targets = targets(resolved);
    Graph pruned = Prune.to(network.graph(), targets);
    Graph quicker = FixPaddings.in(Passes.quicker(pruned, targets), height, width);
    long gradient =
        executor == Executor.PLAIN
            ? Memory.ofPlain(quicker, height, width)
            : Memory.of(
                Program.of(
                    quicker,
                    targets,
                    new Entrance.Pixels(network.preprocessing()),
                    executor.precision(),
                    Kernels.ONEDNN),
                quicker,
                targets,
                height,
                width,
                executor.precision());
    return Math.max(references.before(), gradient + references.beside());
  }

  private Ready ready(Objective objective) {
    return ready.computeIfAbsent(targets(objective), this::prepared);
  }

  private Ready prepared(List<String> targets) {
    Graph pruned = Prune.to(graph, targets);
    Map<String, ReceptiveField> fields = fields(pruned, targets);
    Graph quicker = Passes.quicker(pruned, targets);
    StartCheck.Sources sources =
        (way, what) -> source(way, quicker, new Energies(what, fields, references));
    return new Ready(
        quicker,
        fields,
        checked ? StartCheck.exactEnough(executor, sources, quicker, targets) : executor);
  }

  /** Of the targets; of one without positions, as what it is made from has the widest. */
  private static Map<String, ReceptiveField> fields(Graph pruned, List<String> targets) {
    Map<String, ReceptiveField> all = ReceptiveFields.of(pruned);
    ReceptiveField widest =
        all.values().stream().max(Comparator.comparingInt(ReceptiveField::stride)).orElseThrow();
    Map<String, ReceptiveField> fields = new LinkedHashMap<>();
    targets.forEach(target -> fields.put(target, all.getOrDefault(target, widest)));
    return fields;
  }

  private GradientSource source(Executor way, Graph pruned, Energies energies) {
    return way == Executor.PLAIN
        ? new PlainGradient(this, pruned, energies)
        : new CompiledGradient(this, programs, way.precision(), pruned, energies);
  }

  private static List<String> targets(Objective objective) {
    return objective.nodes().stream().distinct().toList();
  }

  /**
   * What the picture makes of these nodes, which must have positions.
   *
   * @param picture values 0..1
   */
  public Map<String, Activation> activations(Picture picture, Collection<String> nodes) {
    return forward(
        picture,
        Prune.to(graph, nodes),
        values -> {
          Map<String, Activation> result = new LinkedHashMap<>();
          nodes.forEach(node -> result.put(node, Activation.of(values.get(node))));
          return result;
        });
  }

  /**
   * A classifier's probability for each class. Where the file ends with logits, their softmax.
   *
   * @param picture values 0..1, of the size that the network was trained for
   */
  public float[] scores(Picture picture) {
    Node last = graph.nodes().get(graph.nodes().size() - 1);
    return forward(
        picture,
        Prune.to(graph, List.of(last.name())),
        values -> {
          PtNDArray scores = values.get(last.name());
          return (last.op() instanceof Op.Softmax ? scores : Operations.softmax(scores))
              .toFloatArray();
        });
  }

  private <T> T forward(Picture picture, Graph pruned, Function<Map<String, PtNDArray>, T> use) {
    return inCall(
        call -> {
          PtNDArray x = input.nhwc(picture, call);
          return Autograd.withoutGradient(() -> use.apply(values(pruned, Input.nchw(x))));
        });
  }

  /** Runs with a manager for whatever the call makes, which is closed afterwards. */
  <T> T inCall(Function<NDManager, T> call) {
    Threads.plan();
    try (NDManager calls = manager.newSubManager()) {
      return call.apply(calls);
    }
  }

  Input input() {
    return input;
  }

  /**
   * Every node's value.
   *
   * @param x the preprocessed picture, [1, 3, H, W]
   */
  Map<String, PtNDArray> values(Graph pruned, PtNDArray x) {
    return operations.values(pruned, x);
  }

  @Override
  public void close() {
    programs.close();
    manager.close();
  }
}

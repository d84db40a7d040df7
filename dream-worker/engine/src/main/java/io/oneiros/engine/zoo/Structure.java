package io.oneiros.engine.zoo;

import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.ReceptiveField;
import io.oneiros.engine.graph.ReceptiveFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The field's names for the layers of three families of networks, found from what is connected to
 * what: they are the same for every export.
 *
 * <ul>
 *   <li>chains of convolutions and poolings (VGG): {@code conv4_3}, {@code relu4_3}, {@code pool4}
 *       is the third convolution between the third pooling and the fourth, its ReLU, and that
 *       pooling (Simonyan and Zisserman 2014);
 *   <li>sums of a value and of what a block makes of it (ResNet): {@code layer3.5} is what comes
 *       out of the sixth block of the third stage, counting stages by strides, and {@code layer3}
 *       out of its last (torchvision's names);
 *   <li>blocks round a depthwise convolution (MobileNet): {@code block_7} is what comes out of the
 *       eighth (Keras' names).
 * </ul>
 */
final class Structure {
  private final Graph graph;
  private final Map<String, List<Node>> users = new HashMap<>();
  private final Map<String, Integer> channels;
  private final Map<String, ReceptiveField> fields;
  private final Map<String, String> aliases = new LinkedHashMap<>();

  private Structure(Graph graph) {
    this.graph = graph;
    this.channels = Channels.of(graph);
    this.fields = ReceptiveFields.of(graph);
    graph
        .nodes()
        .forEach(
            node ->
                node.inputs().stream()
                    .distinct()
                    .forEach(
                        input -> users.computeIfAbsent(input, i -> new ArrayList<>()).add(node)));
  }

  /** Nodes by name; empty for a network of no family. */
  static Map<String, String> of(Graph graph) {
    Structure structure = new Structure(graph);
    List<Integer> depthwise =
        IntStream.range(0, graph.nodes().size())
            .filter(i -> structure.isDepthwise(graph.nodes().get(i)))
            .boxed()
            .toList();
    List<Node> sums = graph.nodes().stream().filter(structure::isResidual).toList();
    if (!depthwise.isEmpty()) {
      structure.blocks(depthwise);
    } else if (!sums.isEmpty()) {
      structure.stages(sums);
    } else if (structure.isChain()) {
      structure.chain();
    }
    return structure.aliases;
  }

  private boolean isChain() {
    return graph.nodes().stream().noneMatch(node -> node.op() instanceof Op.Concat);
  }

  private void chain() {
    int block = 1;
    int convolution = 0;
    for (Node node : graph.nodes()) {
      if (!fields.containsKey(node.name())) {
        break;
      }
      if (node.op() instanceof Op.MaxPool || node.op() instanceof Op.AveragePool) {
        aliases.put("pool" + block, node.name());
        block++;
        convolution = 0;
      } else if (node.op() instanceof Op.Conv) {
        convolution++;
        String number = block + "_" + convolution;
        Node scaled = scaled(node);
        aliases.put("conv" + number, scaled.name());
        next(scaled, Op.Relu.class).ifPresent(relu -> aliases.put("relu" + number, relu.name()));
      }
    }
  }

  private void stages(List<Node> sums) {
    int stage = 0;
    int stride = 0;
    int block = 0;
    for (Node sum : sums) {
      int here = fields.get(sum.name()).stride();
      if (here != stride) {
        stride = here;
        stage++;
        block = 0;
      }
      String end = next(sum, Op.Relu.class).orElse(sum).name();
      aliases.put("layer" + stage + "." + block, end);
      block++;
      aliases.put("layer" + stage, end);
    }
  }

  /**
   * @param depthwise places of the depthwise convolutions
   */
  private void blocks(List<Integer> depthwise) {
    for (int i = 0; i < depthwise.size(); i++) {
      int end = i + 1 < depthwise.size() ? depthwise.get(i + 1) : graph.nodes().size();
      lastOf(graph.nodes().subList(depthwise.get(i) + 1, end)).ifPresent(alias("block_" + i));
    }
  }

  private Consumer<Node> alias(String name) {
    return node -> aliases.put(name, node.name());
  }

  /**
   * The end of a depthwise convolution's block: the sum with what went in, if there is one, else
   * the convolution that follows (with its normalisation).
   *
   * @param between this depthwise convolution and the next
   */
  private Optional<Node> lastOf(List<Node> between) {
    Node projected = null;
    for (Node node : between) {
      if (isResidual(node)) {
        return Optional.of(node);
      }
      boolean gate = !fields.containsKey(node.name());
      if (projected == null && node.op() instanceof Op.Conv && !gate) {
        projected = scaled(node);
      }
    }
    return Optional.ofNullable(projected);
  }

  private boolean isDepthwise(Node node) {
    return node.op() instanceof Op.Conv conv
        && conv.groups() > 1
        && conv.groups() == channels.get(node.inputs().get(0));
  }

  /** Whether it adds two values that have positions. */
  private boolean isResidual(Node node) {
    return node.op() instanceof Op.Arithmetic a
        && a.sign() == Op.Sign.ADD
        && node.inputs().stream().distinct().count() == 2
        && node.inputs().stream().allMatch(fields::containsKey)
        && !node.name().contains("#");
  }

  /** The node, or the scale that alone uses it. */
  private Node scaled(Node node) {
    return next(node, Op.Scale.class).orElse(node);
  }

  private Optional<Node> next(Node node, Class<? extends Op> kind) {
    List<Node> all = users.getOrDefault(node.name(), List.of());
    return all.stream().filter(user -> kind.isInstance(user.op())).findFirst();
  }
}

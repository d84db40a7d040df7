package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.ReceptiveField;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An {@link Objective} in PyTorch's terms. */
final class Energies {
  private final List<String> nodes;
  private final List<Energy.Everywhere> energies;
  private final Set<String> compared;
  private final int stride;

  /**
   * Computes what the objective needs of its reference pictures.
   *
   * @param fields of its nodes
   */
  Energies(Objective objective, Map<String, ReceptiveField> fields, References references) {
    nodes = objective.nodes();
    energies =
        objective.layers().stream()
            .map(layer -> energy(layer, fields.get(layer.node()), references))
            .toList();
    compared =
        objective.layers().stream()
            .filter(layer -> layer.measure() instanceof Measure.Diversity)
            .map(Objective.Layer::node)
            .collect(Collectors.toUnmodifiableSet());
    stride = nodes.stream().mapToInt(node -> fields.get(node).stride()).max().orElseThrow();
  }

  private static Energy.Everywhere energy(
      Objective.Layer layer, ReceptiveField field, References references) {
    if (layer.measure() instanceof Measure.Style) {
      Energy style = new Gram(references.of(layer.node(), layer.measure()), layer.weight());
      return (patch, others) -> style;
    }
    if (layer.measure() instanceof Measure.Diversity) {
      return (patch, others) ->
          new Diversity(others.at(layer.node()), layer.weight() / others.pairs());
    }
    return new Summed(
        Strength.of(layer, field.stride(), references), new Spotlight(layer, field), layer.node());
  }

  /**
   * The objective with the classes of a softmax told by what that is made from, where they do not
   * push each other.
   */
  static Objective beforeSoftmax(Objective objective, Graph graph) {
    return new Objective(
        objective.layers().stream()
            .map(
                layer ->
                    layer.measure() instanceof Measure.Classes
                        ? new Objective.Layer(
                            scores(layer.node(), graph), layer.weight(), layer.measure())
                        : layer)
            .toList());
  }

  private static String scores(String name, Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.name().equals(name) && node.op() instanceof Op.Softmax)
        .map(Node::inputs)
        .findFirst()
        .map(inputs -> inputs.get(0))
        .orElse(name);
  }

  /** The objective's nodes, each once. */
  List<String> targets() {
    return nodes.stream().distinct().toList();
  }

  /** The nodes by which pictures that are dreamed together are compared. */
  Set<String> compared() {
    return compared;
  }

  /** Of the deepest node, in pixels. */
  int stride() {
    return stride;
  }

  /**
   * Computes what must be known of the patch beforehand; may run the network.
   *
   * @return the objective by parts, one layer after the other, of its nodes' values, [1, C, H, W];
   *     {@link #sum} adds them up
   */
  Function<Map<String, PtNDArray>, PtNDArray> at(Patch patch, Others others) {
    List<Energy> here = energies.stream().map(energy -> energy.at(patch, others)).toList();
    return values -> {
      PtNDArray[] parts = new PtNDArray[here.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = here.get(i).of(values.get(nodes.get(i)));
      }
      return JniUtils.cat(parts, 0);
    };
  }

  static double sum(float[] energies) {
    double sum = 0;
    for (float energy : energies) {
      sum += energy;
    }
    return sum;
  }
}

package io.oneiros.engine.graph;

import io.oneiros.engine.graph.ReceptiveField.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The receptive field and stride of every value that has positions. */
public final class ReceptiveFields {
  private ReceptiveFields() {}

  /**
   * @return by name, the graph's input first, then in the nodes' order; without the values that
   *     have no positions any more (a global average, a flattened value, and what follows them)
   * @throws IllegalArgumentException if concatenated values differ in stride, or a field is too
   *     large to count
   */
  public static Map<String, ReceptiveField> of(Graph graph) {
    Map<String, ReceptiveField> fields = new LinkedHashMap<>();
    Set<String> placeless = new HashSet<>();
    fields.put(graph.input(), new ReceptiveField(Span.PIXEL, Span.PIXEL));
    for (Node node : graph.nodes()) {
      if (endsPlaces(node.op()) || node.inputs().stream().anyMatch(placeless::contains)) {
        placeless.add(node.name());
      } else {
        fields.put(node.name(), field(node, Values.inputs(node, fields)));
      }
    }
    return fields;
  }

  private static boolean endsPlaces(Op op) {
    return op instanceof Op.GlobalAveragePool || op instanceof Op.Flatten;
  }

  private static ReceptiveField field(Node node, List<ReceptiveField> inputs) {
    List<Span> rows = inputs.stream().map(ReceptiveField::rows).toList();
    List<Span> columns = inputs.stream().map(ReceptiveField::columns).toList();
    Values.agreed(node, rows.stream().map(Span::stride).toList(), "vertical stride");
    Values.agreed(node, columns.stream().map(Span::stride).toList(), "horizontal stride");
    try {
      return new ReceptiveField(
          rows.stream().reduce(Span::and).orElseThrow().through(Slide.rows(node.op())),
          columns.stream().reduce(Span::and).orElseThrow().through(Slide.columns(node.op())));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "The receptive field of %s is too large to count".formatted(node.name()), e);
    }
  }
}

package io.oneiros.engine.graph;

import io.oneiros.engine.graph.ReceptiveField.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The receptive field and stride of every value that has positions, node by node. */
public final class ReceptiveFields {
  private final Map<String, ReceptiveField> fields = new LinkedHashMap<>();
  private final Set<String> placeless = new HashSet<>();

  /**
   * @param input name of the picture
   */
  public ReceptiveFields(String input) {
    fields.put(input, new ReceptiveField(Span.PIXEL, Span.PIXEL));
  }

  /**
   * @return by name, the graph's input first, then in the nodes' order; without the values that
   *     have no positions any more (a global average and what follows it, unless it is stretched
   *     over a value that has: its part in the field, the whole picture, is then left out)
   * @throws IllegalArgumentException if values that are put together differ in stride, a field is
   *     too large to count, or a value is made finer than the picture
   */
  public static Map<String, ReceptiveField> of(Graph graph) {
    ReceptiveFields all = new ReceptiveFields(graph.input());
    graph.nodes().forEach(all::add);
    return all.fields;
  }

  /**
   * Works out the field of one more node, whose inputs have been added before.
   *
   * @throws IllegalArgumentException as {@link #of}; the node is then not added
   */
  public void add(Node node) {
    List<String> placed = node.inputs().stream().filter(i -> !placeless.contains(i)).toList();
    if (node.op() instanceof Op.GlobalAveragePool || placed.isEmpty()) {
      placeless.add(node.name());
    } else {
      Node seen = new Node(node.name(), node.op(), placed);
      fields.put(node.name(), field(seen, Values.inputs(seen, fields)));
    }
  }

  private static ReceptiveField field(Node node, List<ReceptiveField> inputs) {
    List<Span> rows = inputs.stream().map(ReceptiveField::rows).toList();
    List<Span> columns = inputs.stream().map(ReceptiveField::columns).toList();
    Values.agreed(node, rows.stream().map(Span::stride).toList(), "vertical stride");
    Values.agreed(node, columns.stream().map(Span::stride).toList(), "horizontal stride");
    try {
      Span down = rows.stream().reduce(Span::and).orElseThrow().through(Slide.rows(node.op()));
      Span across =
          columns.stream().reduce(Span::and).orElseThrow().through(Slide.columns(node.op()));
      if (node.op() instanceof Op.Resize resize) {
        return new ReceptiveField(down.finer(resize.factorY()), across.finer(resize.factorX()));
      }
      return node.op() instanceof Op.Spread spread
          ? new ReceptiveField(down.finer(spread.rows()), across.finer(spread.columns()))
          : new ReceptiveField(down, across);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "The receptive field of %s is too large to count".formatted(node.name()), e);
    }
  }
}

package io.oneiros.engine.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shape of every value for a picture of a given size. */
public final class Shapes {
  private Shapes() {}

  /**
   * @param height of the picture in pixels; 1 of a code
   * @param width of the picture in pixels; 1 of a code
   * @return shapes by name, the graph's input first, then in the nodes' order
   * @throws IllegalArgumentException if a window does not fit, or if values that are put together
   *     differ in size
   */
  public static Map<String, Chw> of(Graph graph, int height, int width) {
    Map<String, Integer> channels = Channels.of(graph);
    Map<String, Chw> shapes = new LinkedHashMap<>();
    shapes.put(graph.input(), new Chw(graph.channels(), height, width));
    for (Node node : graph.nodes()) {
      List<Chw> inputs = Values.inputs(node, shapes);
      List<Integer> heights = inputs.stream().map(Chw::height).toList();
      List<Integer> widths = inputs.stream().map(Chw::width).toList();
      boolean stretches = node.op() instanceof Op.Arithmetic;
      int rows =
          stretches
              ? Values.stretched(node, heights, "height")
              : Values.agreed(node, heights, "height");
      int columns =
          stretches
              ? Values.stretched(node, widths, "width")
              : Values.agreed(node, widths, "width");
      shapes.put(node.name(), output(node, channels.get(node.name()), rows, columns));
    }
    return shapes;
  }

  private static Chw output(Node node, int channels, int rows, int columns) {
    if (node.op() instanceof Op.GlobalAveragePool) {
      return new Chw(channels, 1, 1);
    }
    if (node.op() instanceof Op.Resize resize) {
      return new Chw(
          channels,
          Math.multiplyExact(rows, resize.factorY()),
          Math.multiplyExact(columns, resize.factorX()));
    }
    if (node.op() instanceof Op.Spread spread) {
      return new Chw(
          channels,
          Math.multiplyExact(rows, spread.rows()),
          Math.multiplyExact(columns, spread.columns()));
    }
    int height = Slide.rows(node.op()).outputs(rows);
    int width = Slide.columns(node.op()).outputs(columns);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "The window of %s does not fit %d x %d".formatted(node.name(), rows, columns));
    }
    return new Chw(channels, height, width);
  }
}

package io.oneiros.engine.torch;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.graph.ReceptiveFields;
import io.oneiros.engine.graph.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Graphs of a few random operations on random values, with every kind of operation, padding and
 * sharing that the engine has. What does not fit a picture is not added.
 */
final class RandomGraphs {
  private static final String INPUT = "in";
  private static final int KINDS = 14;

  private final Random random;
  private final int width;
  private final int height;
  private final List<Node> nodes = new ArrayList<>();

  private RandomGraphs(long seed, int width, int height) {
    this.random = new Random(seed);
    this.width = width;
    this.height = height;
  }

  /** Whatever the seed, at least one of its nodes has positions. */
  static Graph of(long seed, int width, int height) {
    RandomGraphs graph = new RandomGraphs(seed, width, height);
    int size = 3 + graph.random.nextInt(9);
    while (graph.nodes.size() < size) {
      graph.tryOne("n" + graph.nodes.size());
    }
    return graph.graph();
  }

  private Graph graph() {
    return new Graph(INPUT, nodes);
  }

  private void tryOne(String name) {
    int before = nodes.size();
    Map<String, Chw> shapes = Shapes.of(graph(), height, width);
    List<String> values = List.copyOf(shapes.keySet());
    int recent = Math.max(0, values.size() - 1 - random.nextInt(3));
    String x = values.get(random.nextInt(4) == 0 ? random.nextInt(values.size()) : recent);
    try {
      add(name, x, shapes);
      Shapes.of(graph(), height, width);
      ReceptiveFields.of(graph());
    } catch (IllegalArgumentException unfit) {
      nodes.subList(before, nodes.size()).clear();
    }
  }

  private void add(String name, String x, Map<String, Chw> shapes) {
    int channels = shapes.get(x).channels();
    switch (random.nextInt(KINDS)) {
      case 0, 1, 2 -> node(name, convolution(channels), x);
      case 3 -> node(name, new Op.MaxPool(pooled(), padding(1)), x);
      case 4 -> node(name, new Op.AveragePool(pooled(), padding(1), random.nextBoolean()), x);
      case 5 -> node(name, new Op.Relu(), x);
      case 6 -> pointwise(name, x);
      case 7 -> node(name, new Op.PRelu(numbers(random.nextBoolean() ? 1 : channels, 0.2)), x);
      case 8 -> node(name, new Op.Scale(numbers(channels, 1), numbers(channels, 0)), x);
      case 9 -> node(name, new Op.Concat(), x, any(shapes), x);
      case 10, 11 -> arithmetic(name, x, any(shapes));
      case 12 -> node(name, new Op.Pad(explicit(2), edge(shapes.get(x))), x);
      default ->
          node(
              name,
              new Op.Resize(1 + random.nextInt(2), 1 + random.nextInt(2), any(Op.Blend.values())),
              x);
    }
  }

  private void node(String name, Op op, String... inputs) {
    nodes.add(new Node(name, op, List.of(inputs)));
  }

  private String any(Map<String, Chw> shapes) {
    return List.copyOf(shapes.keySet()).get(random.nextInt(shapes.size()));
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** A value has as many rows and columns mirrored as it has besides its first. */
  private Op.Edge edge(Chw shape) {
    boolean small = Math.min(shape.height(), shape.width()) <= 2;
    return small ? Op.Edge.ZERO : any(Op.Edge.values());
  }

  private Op convolution(int channels) {
    int out = 4 * (1 + random.nextInt(3));
    int groups = channels % 4 == 0 && random.nextInt(4) == 0 ? 4 : 1;
    Window window = window(5, 3, random.nextInt(4) == 0 ? 2 : 1);
    int taps = window.height() * window.width() * channels / groups;
    float[] weight = floats(out * taps, 0, 1 / Math.sqrt(taps));
    return new Op.Conv(
        new Parameter(
            List.of(out, window.height(), window.width(), channels / groups), weight::clone),
        random.nextBoolean() ? null : numbers(out, 0),
        window,
        padding(2),
        groups);
  }

  private Window window(int side, int stride, int dilation) {
    boolean strides = random.nextBoolean();
    int down = strides ? 1 + random.nextInt(stride) : 1;
    int across = strides && random.nextInt(4) == 0 ? 1 + random.nextInt(stride) : down;
    return new Window(
        1 + random.nextInt(side), 1 + random.nextInt(side), down, across, dilation, dilation);
  }

  private Window pooled() {
    int side = 2 + random.nextInt(2);
    return new Window(side, side, 1 + random.nextInt(2), 1 + random.nextInt(2), 1, 1);
  }

  private Padding padding(int most) {
    return switch (random.nextInt(3)) {
      case 0 -> Padding.NONE;
      case 1 -> new Padding.Same(random.nextBoolean());
      default -> explicit(most);
    };
  }

  private Padding.Explicit explicit(int most) {
    int[] pads = random.ints(4, 0, most + 1).toArray();
    return new Padding.Explicit(pads[0], pads[1], pads[2], pads[3]);
  }

  /** Roots, powers and exponentials of what lies between 0.5 and 1.5. */
  private void pointwise(String name, String x) {
    Function function = any(Function.values());
    String input = x;
    if (List.of(Function.EXP, Function.SQRT, Function.POWER).contains(function)) {
      node(name + "/sigmoid", new Op.Pointwise(Function.SIGMOID, 0, 0), x);
      node(name + "/above", new Op.Scale(number(1), number(0.5f)), name + "/sigmoid");
      input = name + "/above";
    }
    double a =
        switch (function) {
          case CLIP -> -0.7;
          case POWER -> any(new Double[] {-0.75, -0.5, 2.0, 0.5, 3.0});
          default -> 0.3;
        };
    node(name, new Op.Pointwise(function, a, 1.3), input);
  }

  /** With another value, or its mean; a divisor is at least 0.3. */
  private void arithmetic(String name, String x, String other) {
    Op.Sign sign = any(Op.Sign.values());
    String y = other;
    if (random.nextInt(3) == 0) {
      Op mean = random.nextBoolean() ? new Op.GlobalAveragePool() : new Op.ChannelMean();
      node(name + "/mean", mean, y);
      y = name + "/mean";
    }
    if (sign == Op.Sign.DIVIDE) {
      node(name + "/exp", new Op.Pointwise(Function.EXP, 0, 0), y);
      node(name + "/clip", new Op.Pointwise(Function.CLIP, 0.3, 5), name + "/exp");
      y = name + "/clip";
    }
    node(name, new Op.Arithmetic(sign), x, y);
  }

  private static Parameter number(float value) {
    return new Parameter(List.of(1), () -> new float[] {value});
  }

  private Parameter numbers(int count, double mean) {
    float[] values = floats(count, mean, 0.5);
    return new Parameter(List.of(count), values::clone);
  }

  private float[] floats(int count, double mean, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }
}

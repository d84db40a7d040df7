package io.oneiros.engine.torch;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One thing that a written program can meet.
 *
 * @param graph from the picture to "end"
 * @param targets in it, besides "end"
 */
record GradientCase(String name, Graph graph, List<String> targets) {
  private static final Padding SAME = new Padding.Same();
  private static final Padding LOPSIDED = new Padding.Explicit(0, 1, 2, 0);

  static Stream<GradientCase> all() {
    return Stream.of(
        chain("same padding of a stride", conv(8, 3, new Window(3, 3, 2, 2, 1, 1), SAME, 1)),
        chain("same padding of a stride by 5", conv(8, 5, new Window(5, 5, 2, 2, 1, 1), SAME, 1)),
        chain("lopsided padding", conv(8, 3, new Window(3, 3, 1, 1, 1, 1), LOPSIDED, 1)),
        chain("more padding than kernel", conv(8, 1, side(1), new Padding.Explicit(2, 2, 2, 2), 1)),
        chain("dilation", conv(8, 3, new Window(3, 3, 1, 1, 2, 2), SAME, 1)),
        chain("dilation and stride", conv(8, 3, new Window(3, 3, 2, 2, 2, 2), SAME, 1)),
        chain("groups", conv(8, 3, side(3), SAME, 4)),
        chain("depthwise with stride", conv(8, 3, new Window(3, 3, 2, 2, 1, 1), SAME, 8)),
        chain("1 x 1 with stride", conv(8, 1, new Window(1, 1, 2, 2, 1, 1), Padding.NONE, 1)),
        chain("maximum, same", new Op.MaxPool(new Window(3, 3, 2, 2, 1, 1), SAME)),
        chain("maximum, lopsided", new Op.MaxPool(new Window(3, 3, 1, 1, 1, 1), LOPSIDED)),
        chain("mean, same", new Op.AveragePool(side(3), SAME, false)),
        chain("mean, same, counting", new Op.AveragePool(side(3), SAME, true)),
        chain("mean, stride", new Op.AveragePool(new Window(3, 3, 2, 2, 1, 1), SAME, false)),
        chain("mean, lopsided", new Op.AveragePool(side(3), LOPSIDED, false)),
        chain("mean, lopsided, counting", new Op.AveragePool(side(3), LOPSIDED, true)),
        chain("relu", new Op.Relu()),
        first(
            "7 x 7 with stride, first",
            new Window(7, 7, 2, 2, 1, 1),
            new Padding.Explicit(3, 3, 3, 3)),
        first("7 x 7 with stride, first, same", new Window(7, 7, 2, 2, 1, 1), SAME),
        first("3 x 3 with stride, first", new Window(3, 3, 2, 2, 1, 1), Padding.NONE),
        first("5 x 3 with stride, first, lopsided", new Window(5, 3, 2, 2, 1, 1), LOPSIDED),
        first("2 x 2 with stride, first", new Window(2, 2, 2, 2, 1, 1), Padding.NONE),
        first("1 x 1 with stride, first", new Window(1, 1, 2, 2, 1, 1), Padding.NONE),
        new GradientCase(
            "a square, and what else needs its root",
            graph(
                new Node("r", conv(8, 3, side(3), SAME, 1), List.of("x")),
                new Node("rr", new Op.Arithmetic(Op.Sign.MULTIPLY), List.of("r", "r")),
                new Node("rx", new Op.Arithmetic(Op.Sign.MULTIPLY), List.of("r", "x")),
                new Node("end", new Op.Concat(), List.of("rr", "rx"))),
            List.of("r")),
        new GradientCase(
            "strides of the picture, and what else needs it",
            new Graph(
                "in",
                List.of(
                    new Node("a", strided(new Window(5, 5, 2, 2, 1, 1), SAME), List.of("in")),
                    new Node(
                        "b",
                        TinyNetwork.conv(new Random(2), 4, 3, 3, side(3), SAME, 1),
                        List.of("in")),
                    relu("end", "a"))),
            List.of("b")),
        new GradientCase(
            "a sum of two convolutions and its relu",
            graph(
                new Node("p", conv(8, 3, side(3), SAME, 1), List.of("x")),
                new Node("q", conv(8, 1, side(1), SAME, 1), List.of("x")),
                new Node("pq", new Op.Arithmetic(Op.Sign.ADD), List.of("p", "q")),
                relu("end", "pq")),
            List.of("q")),
        new GradientCase(
            "a sum with what came before, twice, without relu",
            graph(
                new Node("p", conv(8, 3, side(3), SAME, 1), List.of("x")),
                new Node("px", new Op.Arithmetic(Op.Sign.ADD), List.of("x", "p")),
                new Node("q", conv(8, 3, side(3), SAME, 8), List.of("px")),
                new Node("end", new Op.Arithmetic(Op.Sign.ADD), List.of("q", "px"))),
            List.of("x")),
        new GradientCase(
            "local responses: a root of the squares of neighbours",
            graph(
                new Node("xx", new Op.Arithmetic(Op.Sign.MULTIPLY), List.of("x", "x")),
                new Node("sums", band(), List.of("xx")),
                new Node("root", new Op.Pointwise(Op.Function.POWER, -0.75, 0), List.of("sums")),
                new Node("end", new Op.Arithmetic(Op.Sign.MULTIPLY), List.of("x", "root"))),
            List.of("root")),
        new GradientCase(
            "no convolution at all", new Graph("in", List.of(relu("end", "in"))), List.of()),
        new GradientCase(
            "one value thrice",
            graph(relu("r", "x"), new Node("end", new Op.Concat(), List.of("r", "x", "r"))),
            List.of()),
        new GradientCase(
            "channels spread over positions, and rows cut off",
            graph(
                new Node("s", conv(8, 3, new Window(3, 3, 2, 2, 1, 1), SAME, 1), List.of("x")),
                new Node("p", new Op.Spread(2, 2), List.of("s")),
                new Node(
                    "end",
                    new Op.Pad(new Padding.Explicit(0, 0, -1, -1), Op.Edge.ZERO),
                    List.of("p"))),
            List.of("p")),
        new GradientCase(
            "a concat in a concat, and a branch that begins inside",
            graph(
                new Node("a", conv(3, 3, side(3), SAME, 1), List.of("x")),
                new Node("ab", new Op.Concat(), List.of("a", "x")),
                new Node("c", new Op.AveragePool(side(3), SAME, false), List.of("ab")),
                new Node("abc", new Op.Concat(), List.of("ab", "c")),
                new Node("end", new Op.Relu(), List.of("abc"))),
            List.of("ab", "a")),
        new GradientCase(
            "targets before and behind a relu, and on the way",
            graph(
                new Node("y", conv(6, 3, side(3), SAME, 1), List.of("x")),
                relu("z", "y"),
                new Node("end", new Op.MaxPool(side(3), SAME), List.of("z"))),
            List.of("x", "y", "z")),
        new GradientCase(
            "a convolution that others need before its relu",
            graph(
                new Node("y", conv(6, 3, side(3), SAME, 1), List.of("x")),
                relu("z", "y"),
                new Node("end", new Op.Concat(), List.of("y", "z"))),
            List.of()));
  }

  @Override
  public String toString() {
    return name;
  }

  /** A convolution with its ReLU, then the operation. */
  private static GradientCase chain(String name, Op op) {
    return new GradientCase(name, graph(new Node("end", op, List.of("x"))), List.of());
  }

  /** The nodes behind "x", a convolution of 8 channels with its ReLU. */
  private static Graph graph(Node... rest) {
    List<Node> nodes = new ArrayList<>();
    Random random = new Random(3);
    nodes.add(
        new Node("first", TinyNetwork.conv(random, 8, 3, 3, side(3), SAME, 1), List.of("in")));
    nodes.add(relu("x", "first"));
    nodes.addAll(List.of(rest));
    return new Graph("in", nodes);
  }

  /** A convolution of the picture itself, and its ReLU. */
  private static GradientCase first(String name, Window window, Padding padding) {
    return new GradientCase(
        name,
        new Graph(
            "in",
            List.of(new Node("y", strided(window, padding), List.of("in")), relu("end", "y"))),
        List.of());
  }

  private static Op strided(Window window, Padding padding) {
    int taps = window.height() * window.width();
    float[] weight = new float[6 * taps * 3];
    Random random = new Random(taps);
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (random.nextGaussian() / Math.sqrt(taps * 3));
    }
    return new Op.Conv(
        new Parameter(List.of(6, window.height(), window.width(), 3), () -> weight),
        null,
        window,
        padding,
        1);
  }

  /** 2 and half of each channel and its neighbours, of 8. */
  private static Op band() {
    float[] weight = new float[64];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = Math.abs(i / 8 - i % 8) < 2 ? 0.5f : 0;
    }
    Parameter band = new Parameter(List.of(8, 1, 1, 8), () -> weight);
    Parameter twos = new Parameter(List.of(8), () -> new float[] {2, 2, 2, 2, 2, 2, 2, 2});
    return new Op.Conv(band, twos, side(1), Padding.NONE, 1);
  }

  private static Op conv(int out, int side, Window window, Padding padding, int groups) {
    return TinyNetwork.conv(new Random(side), out, side, 8 / groups, window, padding, groups);
  }

  private static Node relu(String name, String input) {
    return new Node(name, new Op.Relu(), List.of(input));
  }

  private static Window side(int side) {
    return new Window(side, side, 1, 1, 1, 1);
  }
}

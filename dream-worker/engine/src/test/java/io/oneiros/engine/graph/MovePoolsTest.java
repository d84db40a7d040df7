package io.oneiros.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Op.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the numbers stay the same is held by TorchNetworkTest, whose network has such a pool. */
class MovePoolsTest {
  private static final Op POOL = new Op.AveragePool(window(3, 1), new Padding.Same(), false);

  @Test
  void poolGoesBehindThePointwiseConvolutionThatAloneUsesIt() {
    Graph graph = graph(POOL, conv(1), List.of());

    Graph moved = MovePools.in(graph, List.of("out"));

    assertThat(moved.nodes())
        .containsExactly(
            new Node("conv/before pool", conv(1), List.of("x")),
            new Node("conv", POOL, List.of("conv/before pool")),
            new Node("out", new Op.Relu(), List.of("conv")));
  }

  @Test
  void poolThatIsATargetOrUsedTwiceOrCountsPaddingOrStridesStays() {
    Op counting = new Op.AveragePool(window(3, 1), new Padding.Same(), true);
    Op striding = new Op.AveragePool(window(3, 2), new Padding.Same(), false);
    Node twice = new Node("twice", new Op.Relu(), List.of("pool"));

    assertStays(graph(POOL, conv(1), List.of()), "pool", "out");
    assertStays(graph(POOL, conv(1), List.of(twice)), "out", "twice");
    assertStays(graph(counting, conv(1), List.of()), "out");
    assertStays(graph(striding, conv(1), List.of()), "out");
    assertStays(graph(POOL, conv(3), List.of()), "out");
  }

  private static void assertStays(Graph graph, String... targets) {
    assertThat(MovePools.in(graph, List.of(targets))).isEqualTo(graph);
  }

  private static Graph graph(Op pool, Op conv, List<Node> more) {
    List<Node> nodes =
        new ArrayList<>(
            List.of(
                new Node("pool", pool, List.of("x")),
                new Node("conv", conv, List.of("pool")),
                new Node("out", new Op.Relu(), List.of("conv"))));
    nodes.addAll(more);
    return new Graph("x", nodes);
  }

  private static final Parameter WEIGHT = new Parameter(List.of(4, 1, 1, 3), () -> new float[12]);

  private static Op conv(int side) {
    return new Op.Conv(WEIGHT, null, window(side, 1), Padding.NONE, 1);
  }

  private static Window window(int side, int stride) {
    return new Window(side, side, stride, stride, 1, 1);
  }
}

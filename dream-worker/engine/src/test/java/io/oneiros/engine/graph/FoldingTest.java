package io.oneiros.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Op.Edge;
import io.oneiros.engine.graph.Op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scales and zeros that become part of a convolution. */
class FoldingTest {
  private static final Padding.Explicit ONE = new Padding.Explicit(1, 1, 1, 1);
  private static final Op CONV =
      new Op.Conv(
          numbers(List.of(2, 1, 1, 3), 1, 2, 3, 4, 5, 6),
          numbers(List.of(2), 7, 8),
          Window.POINT,
          ONE,
          1);
  private static final Op SCALE =
      new Op.Scale(numbers(List.of(2), 10, 100), numbers(List.of(2), 1, 2));

  @Test
  void scaleMultipliesWeightsAndMovesTheBias() {
    Graph graph = new Graphs().add("conv", CONV, "picture").add("end", SCALE, "conv").graph();

    Graph folded = FoldScales.in(graph, List.of("end"));

    assertThat(folded.nodes()).extracting(Node::name).containsExactly("end");
    Op.Conv conv = (Op.Conv) folded.nodes().get(0).op();
    assertThat(conv.weight().floats()).containsExactly(10, 20, 30, 400, 500, 600);
    assertThat(conv.bias().floats()).containsExactly(71, 802);
    assertThat(conv.padding()).isEqualTo(ONE);
  }

  @Test
  void oneNumberServesAllChannelsAndAMissingBiasIsZero() {
    Op.Conv plain = (Op.Conv) CONV;
    Op conv = new Op.Conv(plain.weight(), null, plain.window(), ONE, 1);
    Op scale = new Op.Scale(numbers(List.of(1), 2), numbers(List.of(1), 3));
    Graph graph = new Graphs().add("conv", conv, "picture").add("end", scale, "conv").graph();

    Op.Conv folded = (Op.Conv) FoldScales.in(graph, List.of("end")).nodes().get(0).op();

    assertThat(folded.weight().floats()).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(folded.bias().floats()).containsExactly(3, 3);
  }

  @Test
  void scalesOneAfterTheOtherAreAllFolded() {
    Graph graph =
        new Graphs()
            .add("conv", CONV, "picture")
            .add("a", SCALE, "conv")
            .add("b", SCALE, "a")
            .add("end", new Op.Relu(), "b")
            .graph();

    Graph folded = FoldScales.in(graph, List.of("end"));

    assertThat(folded.nodes()).extracting(Node::name).containsExactly("b", "end");
    assertThat(((Op.Conv) folded.nodes().get(0).op()).bias().floats()).containsExactly(711, 80202);
  }

  @Test
  void aConvolutionThatSomebodyElseWantsStays() {
    Graph graph = new Graphs().add("conv", CONV, "picture").add("end", SCALE, "conv").graph();
    assertThat(FoldScales.in(graph, List.of("end", "conv"))).isEqualTo(graph);

    Graph twice =
        new Graphs()
            .add("conv", CONV, "picture")
            .add("end", SCALE, "conv")
            .add("other", new Op.Relu(), "conv")
            .graph();
    assertThat(FoldScales.in(twice, List.of("end", "other"))).isEqualTo(twice);
  }

  /** Whoever keeps weights by what they are keeps folded ones once. */
  @Test
  void whatIsFoldedTwiceIsEqual() {
    Graph graph = new Graphs().add("conv", CONV, "picture").add("end", SCALE, "conv").graph();
    assertThat(FoldScales.in(graph, List.of("end")))
        .isEqualTo(FoldScales.in(graph, List.of("end")));
  }

  @Test
  void zerosAroundAValueArePaddingOfTheConvolutionBehind() {
    Op pad = new Op.Pad(new Padding.Explicit(1, 2, 3, 4), Edge.ZERO);
    Graph graph = new Graphs().add("pad", pad, "picture").add("end", CONV, "pad").graph();

    Graph folded = FoldPads.in(graph, List.of("end"));

    assertThat(folded.nodes()).hasSize(1);
    assertThat(((Op.Conv) folded.nodes().get(0).op()).padding())
        .isEqualTo(new Padding.Explicit(2, 3, 4, 5));
    assertThat(Shapes.of(folded, 9, 9).get("end")).isEqualTo(Shapes.of(graph, 9, 9).get("end"));
  }

  @Test
  void otherEdgesAndPadsBeforeAMaximumStay() {
    Op mirrored = new Op.Pad(ONE, Edge.REFLECT);
    Graph reflected = new Graphs().add("pad", mirrored, "picture").add("end", CONV, "pad").graph();
    assertThat(FoldPads.in(reflected, List.of("end"))).isEqualTo(reflected);

    Graph pooled =
        new Graphs()
            .add("pad", new Op.Pad(ONE, Edge.ZERO), "picture")
            .add("end", Graphs.maxPool(2, 2, Padding.NONE), "pad")
            .graph();
    assertThat(FoldPads.in(pooled, List.of("end"))).isEqualTo(pooled);
  }

  private static Parameter numbers(List<Integer> shape, float... values) {
    return new Parameter(shape, values::clone);
  }
}

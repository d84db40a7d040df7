package io.oneiros.engine.graph;

import static io.oneiros.engine.graph.Graphs.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShapesTest {

  @Test
  void followsValuesThroughBranches() {
    assertThat(Shapes.of(Graphs.branching(), 30, 21))
        .containsEntry("picture", new Chw(3, 30, 21))
        .containsEntry("b", new Chw(8, 30, 21))
        .containsEntry("pool", new Chw(8, 15, 10))
        .containsEntry("both", new Chw(10, 15, 10));
  }

  @Test
  void samePaddingRoundsUpAndNoPaddingRoundsDown() {
    Graph graph =
        new Graphs()
            .add("same", Graphs.maxPool(3, 2, SAME), "picture")
            .add("none", Graphs.maxPool(3, 2, Padding.NONE), "picture")
            .graph();
    assertThat(Shapes.of(graph, 7, 8))
        .containsEntry("same", new Chw(3, 4, 4))
        .containsEntry("none", new Chw(3, 3, 3));
  }

  @Test
  void explicitPaddingAndDilationCount() {
    Graph graph =
        new Graphs()
            .add(
                "conv",
                Graphs.dilated(
                    3, 5, new Op.Window(3, 3, 2, 1, 2, 1), new Padding.Explicit(1, 0, 2, 1)),
                "picture")
            .graph();
    // Rows: (10 + 1 + 2 - 5) / 2 + 1; columns: 10 + 0 + 1 - 3 + 1.
    assertThat(Shapes.of(graph, 10, 10)).containsEntry("conv", new Chw(5, 5, 9));
  }

  @Test
  void globalAverageLeavesOnePosition() {
    Graph graph = new Graphs().add("mean", new Op.GlobalAveragePool(), "picture").graph();
    assertThat(Shapes.of(graph, 9, 9)).containsEntry("mean", new Chw(3, 1, 1));
  }

  @Test
  void refusesAPictureSmallerThanAWindow() {
    Graph graph = new Graphs().add("pool", Graphs.maxPool(3, 2, Padding.NONE), "picture").graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.of(graph, 3, 2))
        .withMessageContaining("pool does not fit 3 x 2");
  }

  @Test
  void refusesToConcatenateUnlikeSizes() {
    Graph graph =
        new Graphs()
            .add("pool", Graphs.maxPool(2, 2, SAME), "picture")
            .add("both", new Op.Concat(), "picture", "pool")
            .graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.of(graph, 8, 8))
        .withMessageContaining("both")
        .withMessageContaining("[8, 4]");
  }

  @Test
  void refusesAConvolutionThatDoesNotFitItsInput() {
    Graph graph = new Graphs().add("conv", Graphs.conv(4, 8, 1, 1, SAME), "picture").graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Channels.of(graph))
        .withMessage("conv takes 4 channels and is given 3");
  }

  @Test
  void refusesAnInputThatNothingMakes() {
    Graph graph = new Graphs().add("relu", new Op.Relu(), "nowhere").graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Channels.of(graph))
        .withMessageContaining("relu uses nowhere");
  }
}

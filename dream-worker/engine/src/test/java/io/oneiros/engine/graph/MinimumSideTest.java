package io.oneiros.engine.graph;

import static io.oneiros.engine.graph.Graphs.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MinimumSideTest {
  private static final Graph STEM =
      new Graphs()
          .add("conv", Graphs.conv(3, 8, 7, 2, Padding.NONE), "picture")
          .add("pool", Graphs.maxPool(3, 2, Padding.NONE), "conv")
          .add("same", Graphs.conv(8, 8, 3, 2, SAME), "pool")
          .add("deep", Graphs.conv(8, 8, 5, 5, 1, Padding.NONE), "same")
          .graph();

  @Test
  void isTheSideBelowWhichAWindowDoesNotFit() {
    int side = MinimumSide.of(STEM, List.of("deep"));
    assertThat(Shapes.of(STEM, side, side)).containsEntry("deep", new Chw(8, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Shapes.of(STEM, side - 1, side));
    assertThatIllegalArgumentException().isThrownBy(() -> Shapes.of(STEM, side, side - 1));
  }

  @Test
  void countsOnlyWhatTheTargetsNeed() {
    assertThat(MinimumSide.of(STEM, List.of("conv"))).isEqualTo(7);
    assertThat(MinimumSide.of(STEM, List.of("pool"))).isEqualTo(11);
    assertThat(MinimumSide.of(STEM, List.of("pool", "conv"))).isEqualTo(11);
  }

  @Test
  void paddingNeedsNoPicture() {
    Graph graph = Graphs.branching();
    assertThat(MinimumSide.of(graph, List.of("both"))).isEqualTo(2);
    assertThatCode(() -> Shapes.of(graph, 2, 2)).doesNotThrowAnyException();
  }

  @Test
  void refusesATargetThatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinimumSide.of(STEM, List.of("nowhere")))
        .withMessageContaining("nowhere");
  }
}

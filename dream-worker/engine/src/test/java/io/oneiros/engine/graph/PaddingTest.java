package io.oneiros.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.graph.Op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @Test
  void theOddRowGoesBehindOrBefore() {
    Window window = new Window(4, 4, 1, 1, 1, 1);
    assertThat(new Padding.Same(false).explicit(window, 9, 9))
        .isEqualTo(new Padding.Explicit(1, 1, 2, 2));
    assertThat(new Padding.Same(true).explicit(window, 9, 9))
        .isEqualTo(new Padding.Explicit(2, 2, 1, 1));
  }

  /** PyTorch: ceil((length + 2 padding - kernel) / stride) + 1, if the last begins in the value. */
  @ParameterizedTest
  @CsvSource({"3, 2, 0", "3, 2, 1", "2, 2, 0", "2, 3, 1", "5, 3, 2", "1, 2, 0"})
  void ceilModeHasWindowsThatStickOutButNoneOutside(int kernel, int stride, int padding) {
    Padding ceil = new Padding.Ceil(new Padding.Explicit(padding, padding, padding, padding));
    Graph graph = new Graphs().add("pool", Graphs.maxPool(kernel, stride, ceil), "picture").graph();
    int least = MinimumSide.of(graph, List.of("pool"));
    for (int length = 1; length < 30; length++) {
      int room = length + 2 * padding - kernel;
      int side = length;
      if (room < 0) {
        assertThat(length).isLessThan(least);
        assertThatThrownBy(() -> Shapes.of(graph, side, side));
        continue;
      }
      assertThat(length).isGreaterThanOrEqualTo(least);
      int outputs = (int) Math.ceil((double) room / stride) + 1;
      if ((outputs - 1) * stride >= length + padding) {
        outputs--;
      }
      assertThat(Shapes.of(graph, length, length).get("pool"))
          .isEqualTo(new Chw(3, outputs, outputs));
      Graph fixed = FixPaddings.in(graph, length, length);
      assertThat(Shapes.of(fixed, length, length)).isEqualTo(Shapes.of(graph, length, length));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 1", "3, 2, 0", "2, 2, 0", "5, 3, 2"})
  void theLeastSideOfSeveralOutputsIsTheLeast(int kernel, int stride, int padding) {
    Padding ceil = new Padding.Ceil(new Padding.Explicit(padding, padding, padding, padding));
    Graph graph =
        new Graphs()
            .add("a", Graphs.maxPool(kernel, stride, ceil), "picture")
            .add("end", Graphs.maxPool(3, 1, Padding.NONE), "a")
            .graph();
    int least = MinimumSide.of(graph, List.of("end"));
    assertThat(Shapes.of(graph, least, least)).containsKey("end");
    assertThatThrownBy(() -> Shapes.of(graph, least - 1, least - 1));
  }
}

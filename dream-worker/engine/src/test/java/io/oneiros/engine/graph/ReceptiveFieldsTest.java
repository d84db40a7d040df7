package io.oneiros.engine.graph;

import static io.oneiros.engine.graph.Graphs.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReceptiveFieldsTest {

  @Test
  void growsWithEveryWindowByTheStrideSoFar() {
    var fields = ReceptiveFields.of(Graphs.branching());
    assertThat(fields.get("picture").size()).isEqualTo(1);
    assertThat(fields.get("b").size()).isEqualTo(5);
    assertThat(fields.get("pool").size()).isEqualTo(6);
    assertThat(fields.get("pool").stride()).isEqualTo(2);
    assertThat(fields.get("left").size()).isEqualTo(6);
    assertThat(fields.get("right").size()).isEqualTo(6 + 4 * 2);
    assertThat(fields.get("both").size()).isEqualTo(14);
    assertThat(fields.get("both").stride()).isEqualTo(2);
  }

  @Test
  void rowsAndColumnsAreFollowedApart() {
    Graph graph =
        new Graphs()
            .add("wide", Graphs.conv(3, 4, 1, 7, 1, SAME), "picture")
            .add("tall", Graphs.conv(4, 4, 3, 1, 2, SAME), "wide")
            .graph();
    ReceptiveField field = ReceptiveFields.of(graph).get("tall");
    assertThat(field.rows().size()).isEqualTo(3);
    assertThat(field.columns().size()).isEqualTo(7);
    assertThat(field.size()).isEqualTo(7);
  }

  @Test
  void branchesThatLookAsideCountTogether() {
    Graph graph =
        new Graphs()
            .add(
                "left",
                Graphs.dilated(
                    3, 1, new Op.Window(1, 3, 1, 1, 1, 1), new Padding.Explicit(0, 2, 0, 0)),
                "picture")
            .add(
                "right",
                Graphs.dilated(
                    3, 1, new Op.Window(1, 3, 1, 1, 1, 1), new Padding.Explicit(0, 0, 0, 2)),
                "picture")
            .add("both", new Op.Concat(), "left", "right")
            .graph();
    assertThat(ReceptiveFields.of(graph).get("both").columns())
        .isEqualTo(new ReceptiveField.Span(1, -2, 2));
  }

  @Test
  void dilationWidensTheField() {
    Graph graph =
        new Graphs()
            .add("conv", Graphs.dilated(3, 1, new Op.Window(3, 3, 1, 1, 4, 2), SAME), "picture")
            .graph();
    ReceptiveField field = ReceptiveFields.of(graph).get("conv");
    assertThat(field.rows()).isEqualTo(new ReceptiveField.Span(1, -4, 4));
    assertThat(field.columns()).isEqualTo(new ReceptiveField.Span(1, -2, 2));
  }

  @Test
  void valuesWithoutPositionsHaveNone() {
    Graph graph =
        new Graphs()
            .add("mean", new Op.GlobalAveragePool(), "picture")
            .add("relu", new Op.Relu(), "mean")
            .graph();
    assertThat(ReceptiveFields.of(graph)).containsOnlyKeys("picture");
  }

  @Test
  void refusesToConcatenateUnlikeStrides() {
    Graph graph =
        new Graphs()
            .add("pool", Graphs.maxPool(2, 2, SAME), "picture")
            .add("both", new Op.Concat(), "picture", "pool")
            .graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReceptiveFields.of(graph))
        .withMessageContaining("The inputs of both differ in vertical stride: [1, 2]");
  }

  @Test
  void refusesAFieldTooLargeToCount() {
    Graphs graphs = new Graphs();
    String last = "picture";
    for (int i = 0; i < 4; i++) {
      graphs.add("pool" + i, Graphs.maxPool(1024, 1024, SAME), last);
      last = "pool" + i;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReceptiveFields.of(graphs.graph()))
        .withMessageContaining("too large to count");
  }
}

package io.oneiros.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PruneTest {

  @Test
  void keepsWhatATargetNeedsInItsOrder() {
    assertThat(names(Prune.to(Graphs.branching(), List.of("right"))))
        .containsExactly("a", "b", "pool", "right");
  }

  @Test
  void keepsSeveralTargetsAndDropsWhatNobodyUses() {
    assertThat(names(Prune.to(Graphs.branching(), List.of("both", "b"))))
        .containsExactly("a", "b", "pool", "left", "right", "both");
  }

  @Test
  void refusesATargetThatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prune.to(Graphs.branching(), List.of("a", "nowhere")))
        .withMessage("Nothing in the graph makes [nowhere]");
  }

  @Test
  void refusesNoTargets() {
    assertThatIllegalArgumentException().isThrownBy(() -> Prune.to(Graphs.branching(), List.of()));
  }

  private static List<String> names(Graph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }
}

package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Prune;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.script.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At "mixed", of 12 channels, which makes 24 x 24 positions of 99 pixels. */
class ReferenceMemoryTest {
  private static final int SIDE = 99;
  private static final int TOGETHER = 5;
  private static final Picture REFERENCE = Picture.blank(27, 19);

  @Test
  void withoutAReferenceThereIsNone() {
    assertThat(of(Measure.Squares.ALL)).isEqualTo(new ReferenceMemory(0, 0));
  }

  @Test
  void aReferenceIsRunThroughTheNetworkAtItsOwnSize() {
    long before = of(new Measure.Style(REFERENCE)).before();
    assertThat(before)
        .isEqualTo(Memory.ofPlain(Prune.to(TinyNetwork.graph(), List.of("mixed")), 19, 27));
  }

  @Test
  void aTargetIsRunAndKeptAtThePatchsSize() {
    ReferenceMemory memory = of(new Measure.Content(REFERENCE));
    assertThat(memory.before())
        .isEqualTo(Memory.ofPlain(Prune.to(TinyNetwork.graph(), List.of("mixed")), SIDE, SIDE));
    assertThat(memory.beside()).isEqualTo(4L * 3 * 24 * 24 * 12);
  }

  @Test
  void aGuidesProductsAreHeldOnlySoManyAtATime() {
    long few = of(new Measure.Guide(REFERENCE, Measure.Guide.How.ARGMAX)).beside();
    assertThat(few).isEqualTo(4L * (24 * 24 * 24 + (24 + 2 * 24 * 24) * 12));
    Measure guide = new Measure.Guide(Picture.blank(999, 999), Measure.Guide.How.ARGMAX);
    assertThat(of(guide).beside()).isEqualTo(4L * (Matched.MOST + (249L * 249 + 2 * 24 * 24) * 12));
  }

  @Test
  void picturesThatAreComparedHaveAMatrixEach() {
    assertThat(of(new Measure.Diversity()))
        .isEqualTo(new ReferenceMemory(0, 4L * (TOGETHER + 8) * 12 * 12));
  }

  private static ReferenceMemory of(Measure measure) {
    Objective objective = new Objective(List.of(new Objective.Layer("mixed", 1, measure)));
    return ReferenceMemory.of(TinyNetwork.graph(), objective, SIDE, SIDE, TOGETHER);
  }
}

package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Measure.Guide.How;
import io.oneiros.engine.objective.Measure.Ranked.Rank;
import io.oneiros.engine.torch.TorchNetwork.Activation;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On a layer of four channels and two positions. */
class ReferencesTest {
  private static final Picture PICTURE = TinyNetwork.picture(3, 3);
  private static final float[] VALUES = {1, 2, 0, 0, -4, 1, 3, 0};

  private final AtomicInteger asked = new AtomicInteger();
  private final References references = references(VALUES);

  @Test
  void channelsAreRankedByTheirMagnitudeAndTheLowerOfEqualsFirst() {
    assertThat(ranked(1, Rank.STRONGEST)).containsExactly(0, 0, 1, 0);
    assertThat(ranked(2, Rank.STRONGEST)).containsExactly(1, 0, 1, 0);
  }

  @Test
  void aChannelThatDoesNotAnswerIsNotAmongTheWeakest() {
    assertThat(ranked(1, Rank.WEAKEST)).containsExactly(1, 0, 0, 0);
    assertThat(ranked(9, Rank.WEAKEST)).containsExactly(1, 0, 1, 1);
  }

  @Test
  void aGuidesChannelsAreWeighedByTheirShare() {
    assertThat(references.of("n", new Measure.Guide(PICTURE, How.CHANNELS)).floats())
        .containsExactly(3f / 9, 0, -3f / 9, 3f / 9);
  }

  @Test
  void aGuidesActivationsAreRows() {
    Numbers rows = references.of("n", new Measure.Guide(PICTURE, How.ARGMAX));
    assertThat(rows.shape().getShape()).containsExactly(2, 4);
    assertThat(rows.floats()).containsExactly(1, 0, -4, 3, 2, 0, 1, 0);
  }

  @Test
  void theNetworkIsAskedOnce() {
    ranked(1, Rank.WEAKEST);
    ranked(1, Rank.WEAKEST);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aReferenceThatTheLayerDoesNotAnswerToIsRefused() {
    assertThatThrownBy(() -> references(new float[8]).of("n", new Measure.Style(PICTURE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n does not answer")
        .hasMessageContaining("3 x 3");
  }

  private float[] ranked(int count, Rank rank) {
    return references.of("n", new Measure.Ranked(PICTURE, count, rank)).floats();
  }

  private References references(float[] values) {
    return new References(
        (picture, node) -> {
          asked.incrementAndGet();
          return new Activation(4, 1, 2, values);
        });
  }
}

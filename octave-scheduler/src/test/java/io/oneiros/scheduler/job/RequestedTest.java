package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestedTest {
  private static final Size PICTURE = new Size(280, 210);
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);

  @Test
  void refusedSpecFailsTheDreamBeforeAnythingIsSpent() {
    Cluster cluster = new Cluster(PICTURE);
    List<Effect> effects = cluster.request(Fixtures.spec(TilingMode.FAST, 1, 2, 7));

    assertThat(effects).hasSize(2);
    assertThat(cluster.state.shown().recipe()).isNull();
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.TILE_OUT_OF_RANGE);
  }

  @Test
  void pictureThatDoesNotFitFailsTheDreamOnceItsSizeIsKnown() {
    Cluster cluster = Cluster.dreaming(new Size(40, 20), SPEC);
    cluster.run();

    assertThat(cluster.state.shown().problem().code())
        .isEqualTo(ProblemCode.SMALLEST_OCTAVE_TOO_SMALL);
    assertThat(cluster.tiles()).isEmpty();
  }

  @Test
  void requestForADreamWithoutAUsableIdIsBuried() {
    Decision decision =
        new JobMachine(Fixtures.CHECK, Cluster.PATIENCE)
            .apply(
                null,
                new JobEvent.Requested(
                    new Request.DreamRequested("../x", SPEC, "s", Instant.EPOCH)),
                Instant.EPOCH);

    assertThat(decision.state()).isNull();
    assertThat(decision.effects()).hasSize(1).hasOnlyElementsOfType(Effect.Bury.class);
  }

  @Test
  void secondRequestWithTheSameIdChangesNothingButIsShownTheDream() {
    Cluster cluster = Cluster.dreaming(PICTURE, SPEC);
    DreamState before = cluster.state;

    assertThat(cluster.request(SPEC)).containsExactly(new Effect.Show(before.shown()));
    assertThat(cluster.state).isEqualTo(before);
  }
}

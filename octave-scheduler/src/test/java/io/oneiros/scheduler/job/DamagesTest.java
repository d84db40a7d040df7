package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A picture of 2 x 2 tiles and one region, whose first round is done but for the region. */
class DamagesTest {
  private static final Size PICTURE = new Size(480, 480);
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.EXACT, 1, 2, 256);
  private static final Problem DAMAGE = Problem.of(ProblemCode.STORAGE_FAILED, "Another hash.");

  private Cluster cluster;

  @BeforeEach
  void regionIsOut() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    while (cluster.storage().stream().noneMatch(StorageTask.Reassemble.class::isInstance)) {
      cluster.answer(cluster.pending.remove(0));
    }
    assertThat(cluster.tiles()).hasSize(4);
    cluster.pending.clear();
  }

  @Test
  void damagedTileIsDreamedOnceMoreAndItsRegionReassembledFromTheNewDelta() {
    StorageTask.Reassemble before = region();
    List<Effect> effects = damage(before, 2);

    TileTask again = Cluster.tiles(effects).get(0);
    assertThat(effects.stream().filter(Effect.DispatchTile.class::isInstance)).hasSize(1);
    assertThat(again.id()).isEqualTo(tile(2, 2));
    assertThat(again.core()).isEqualTo(cluster.tiles().get(2).core());

    cluster.answer(cluster.pending.remove(0));
    StorageTask.Reassemble after = region();
    assertThat(after.id()).isEqualTo(before.id().withAttempt(2));
    assertThat(after.scale()).isEqualTo(before.scale());
    assertThat(after.pieces())
        .extracting(StorageTask.Piece::delta)
        .containsExactly(
            before.pieces().get(0).delta(),
            before.pieces().get(1).delta(),
            again.output() + "-sha-0-0-2",
            before.pieces().get(3).delta());
  }

  @Test
  void regionThatHadSeveralAttemptsIsReassembledInALaterOneThanAll() {
    StorageTask.Reassemble first = region();
    for (int attempt = 1; attempt < 3; attempt++) {
      cluster.fail(region().id(), "s1", true);
      cluster.tick(Duration.ofSeconds(8), false);
    }
    damage(region(), 2);
    cluster.answer(cluster.pending.remove(0));

    assertThat(region().id()).isEqualTo(first.id().withAttempt(4));
    assertThat(region().pieces().get(2).delta()).startsWith("dreams/dream-1/k3/o0/r0/t2-a2-");
    for (int attempt = 1; attempt < 4; attempt++) {
      assertThat(cluster.fail(first.id().withAttempt(attempt), "s" + attempt, true)).isEmpty();
    }
    assertThat(cluster.state.open()).allMatch(work -> work.failedBy().isEmpty());
    cluster.pending.remove(cluster.pending.size() - 1);
    cluster.answer(new Result.Stored(region().id()));
    assertThat(cluster.state.round()).isEqualTo(1);
  }

  @Test
  void regionThatWasDoneInALateAttemptIsReassembledInALaterOne() {
    cluster = Cluster.dreaming(new Size(2500, 300), Fixtures.spec(TilingMode.EXACT, 1, 2, 1024));
    while (cluster.storage().stream().noneMatch(StorageTask.Reassemble.class::isInstance)) {
      cluster.answer(cluster.pending.remove(0));
    }
    StorageTask.Reassemble other = region();
    TaskId first = region(0, 1);
    cluster.pending.clear();
    for (int attempt = 1; attempt < 3; attempt++) {
      cluster.fail(region(0, attempt), "s1", true);
      cluster.tick(Duration.ofSeconds(8), false);
    }
    cluster.answer(new Result.Stored(region(0, 3)));
    assertThat(cluster.state.open()).extracting(OpenWork::id).containsExactly(other.id());

    damage(other, 0);
    cluster.answer(cluster.pending.remove(0));

    assertThat(cluster.state.open())
        .extracting(OpenWork::id)
        .containsExactlyInAnyOrder(first.withAttempt(4), other.id().withAttempt(4));
  }

  @Test
  void tileThatWentOutBesidesIsDreamedAgainInALaterAttemptThanThat() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    cluster.answer(cluster.pending.remove(0));
    cluster.fail(tile(0, 1), "w1", true);
    cluster.tick(Duration.ofSeconds(8), false);
    assertThat(cluster.tiles()).extracting(TileTask::id).contains(tile(0, 2));
    while (cluster.storage().stream().noneMatch(StorageTask.Reassemble.class::isInstance)) {
      cluster.answer(cluster.pending.remove(0));
    }

    assertThat(Cluster.tiles(damage(region(), 0)))
        .extracting(TileTask::id)
        .as("the second is still under way")
        .containsExactly(tile(0, 3));
  }

  @Test
  void regionIsReassembledInALaterAttemptEachTime() {
    for (int attempt = 2; attempt < 6; attempt++) {
      damage(region(), attempt % 4);
      cluster.answer(cluster.pending.remove(0));
      assertThat(region().id().attempt()).isEqualTo(attempt);
    }
  }

  @Test
  void dreamCompletesAndCountsTheTileOnce() {
    damage(region(), 0);
    cluster.run();

    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(cluster.state.shown().progress().tilesDone())
        .isEqualTo(cluster.state.shown().progress().tilesTotal());
  }

  @Test
  void whatTwoRegionsFindIsDreamedOnceMoreOnly() {
    StorageTask.Reassemble region = region();
    damage(region, 1);

    assertThat(damage(region, 1)).isEmpty();
  }

  @Test
  void answerWithTheDamagedDeltaIsNotTakenAgain() {
    Result.OfTask first = Answers.to(cluster.tiles().get(3));
    damage(region(), 3);

    assertThat(cluster.answer(first)).isEmpty();
    assertThat(cluster.state.open()).extracting(OpenWork::id).containsExactly(tile(3, 2));
  }

  @Test
  void tileThatIsDamagedEachTimeEndsTheDream() {
    for (int attempt = 1; attempt < 5; attempt++) {
      damage(region(), 0);
      cluster.answer(cluster.pending.remove(0));
      assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
    }
    List<Effect> last = List.of();
    for (int failure = 1; failure <= 3; failure++) {
      assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
      last = damage(region(), 0);
      cluster.tick(Duration.ofSeconds(16), false);
    }
    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().problem().detail()).contains("Another hash.");
    assertThat(Cluster.discarded(last)).containsExactly("dreams/dream-1/k3/");
  }

  /** As it was sent out last. */
  private StorageTask.Reassemble region() {
    List<StorageTask> all = cluster.storage();
    return (StorageTask.Reassemble) all.get(all.size() - 1);
  }

  private List<Effect> damage(StorageTask.Reassemble region, int tile) {
    cluster.pending.clear();
    String delta = region.pieces().get(tile).delta();
    return cluster.answer(new Result.DeltaDamaged(region.id(), "s1", delta, DAMAGE));
  }

  private static TaskId region(int index, int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/reassemble/%d/a%d".formatted(index, attempt));
  }

  private static TaskId tile(int index, int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/tile/%d/a%d".formatted(index, attempt));
  }
}

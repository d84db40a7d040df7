package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Octaves;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetbacksTest {
  private static final Size PICTURE = new Size(280, 210);
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LEASE = Cluster.PATIENCE.lease();

  private Cluster cluster;

  @BeforeEach
  void tileIsOut() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.tiles()).hasSize(1);
  }

  @Test
  void failedTileRestsThenGoesOutAgainUnderTheNextAttempt() {
    assertThat(cluster.fail(tile(1), "w1", true)).isEmpty();
    assertThat(cluster.tick(Duration.ofMillis(900), false)).isEmpty();

    List<TileTask> again = Cluster.tiles(cluster.tick(Duration.ofMillis(100), false));

    assertThat(again).extracting(TileTask::id).containsExactly(tile(2));
    assertThat(again.get(0).output()).isEqualTo("dreams/dream-1/k3/o0/r0/t0-a2");
    assertThat(cluster.state.shown().progress().attempts()).isEqualTo(2);
  }

  @Test
  void threeFailuresOnTwoWorkersEndTheDream() {
    failAndRest(1, "w1");
    failAndRest(2, "w2");
    List<Effect> effects = cluster.fail(tile(3), "w1", true);

    assertGivenUp(effects, ProblemCode.TILE_FAILED, "dream-1/k3/o0/r0/tile/0/a3 failed 3 times");
  }

  @Test
  void oneWorkerAloneGetsFiveAttempts() {
    for (int attempt = 1; attempt < 5; attempt++) {
      failAndRest(attempt, "w1");
      assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
    }
    assertGivenUp(cluster.fail(tile(5), "w1", true), ProblemCode.TILE_FAILED, "failed 5 times");
  }

  @Test
  void whatCannotBeRetriedEndsTheDreamAtOnceWithItsOwnProblem() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    Problem problem = Problem.of(ProblemCode.NOT_A_PICTURE, "These bytes are no picture.");
    TaskId ingest = TaskId.of("dream-1/k3/o0/r0/ingest/0/a1");

    List<Effect> effects =
        cluster.answer(new Result.TaskFailed(ingest, "storage-1", problem, false));

    assertThat(cluster.state.shown().problem()).isEqualTo(problem);
    assertGivenUp(effects, ProblemCode.NOT_A_PICTURE, "no picture");
  }

  @Test
  void storageFailsForGoodAfterThreeFailures() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    for (int attempt = 1; attempt < 3; attempt++) {
      cluster.fail(TaskId.of("dream-1/k3/o0/r0/ingest/0/a" + attempt), "s1", true);
      assertThat(Cluster.storage(cluster.tick(SECOND.multipliedBy(4), false))).hasSize(1);
    }
    List<Effect> effects = cluster.fail(TaskId.of("dream-1/k3/o0/r0/ingest/0/a3"), "s1", true);

    assertGivenUp(effects, ProblemCode.STORAGE_FAILED, "failed 3 times");
  }

  @Test
  void workThatNeedsWhatIsAwayWaitsForItAQuarterOfAnHourAndIsThenGivenUp() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    Instant start = cluster.now;
    Problem away = Problem.of(ProblemCode.UNAVAILABLE, "No store at all.");
    int attempt = 1;
    while (cluster.status() == DreamStatus.ACCEPTED) {
      TaskId ingest = TaskId.of("dream-1/k3/o0/r0/ingest/0/a" + attempt++);
      cluster.answer(new Result.TaskFailed(ingest, "s1", away, true));
      cluster.tick(SECOND.multipliedBy(16), false);
    }
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.STORAGE_FAILED);
    assertThat(cluster.state.shown().problem().detail()).contains("No store at all.");
    assertThat(Duration.between(start, cluster.now))
        .isBetween(Duration.ofMinutes(13), Duration.ofMinutes(16));
  }

  @Test
  void whatWasAwayForALongTimeLeavesNoFailureBehind() {
    Problem away = Problem.of(ProblemCode.UNAVAILABLE, "No store at all.");
    for (int attempt = 1; attempt <= 20; attempt++) {
      cluster.answer(new Result.TaskFailed(tile(attempt), "w1", away, true));
      assertThat(Cluster.tiles(cluster.tick(SECOND.multipliedBy(16), false)))
          .extracting(TileTask::id)
          .containsExactly(tile(attempt + 1));
    }
    assertThat(cluster.state.open().get(0).failedBy()).isEmpty();
    cluster.run();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void failureOfAnEarlierAttemptChangesNothing() {
    failAndRest(1, "w1");

    assertThat(cluster.fail(tile(1), "w1", true)).isEmpty();
    assertThat(cluster.state.open().get(0).id()).isEqualTo(tile(2));
  }

  @Test
  void lateSuccessOfAnEarlierAttemptIsTaken() {
    Result.OfTask late = cluster.pending.get(0);
    failAndRest(1, "w1");

    cluster.answer(late);

    assertThat(cluster.state.tiles())
        .extracting(AcceptedTile::delta)
        .containsExactly("dreams/dream-1/k3/o0/r0/t0-a1-sha-0-0-0");
  }

  @Test
  void heartbeatsForgiveNoFailure() {
    for (int attempt = 1; attempt < 5; attempt++) {
      cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(attempt))));
      failAndRest(attempt, "w1");
    }
    assertGivenUp(cluster.fail(tile(5), "w1", true), ProblemCode.TILE_FAILED, "failed 5 times");
  }

  @Test
  void workThatRestsAfterAFailureIsNeitherProlongedByAHeartbeatNorHurriedByARestart() {
    cluster.fail(tile(1), "w1", true);

    assertThat(cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(1))))).isEmpty();
    assertThat(cluster.apply(new JobEvent.Restarted())).isEmpty();
    assertThat(cluster.tick(SECOND, false)).hasSize(1);
  }

  @Test
  void tileThatNobodyHasWhileAWorkerIsIdleIsLostAndGoesOutAgainUpToFiveTimes() {
    for (int attempt = 2; attempt <= 5; attempt++) {
      List<Effect> effects = cluster.tick(LEASE.multipliedBy(16), true);
      assertThat(Cluster.tiles(effects)).extracting(TileTask::id).containsExactly(tile(attempt));
    }
    List<Effect> effects = cluster.tick(LEASE.multipliedBy(16), true);

    assertGivenUp(effects, ProblemCode.TILE_FAILED, "not answered within its lease");
  }

  @Test
  void pictureWithoutGradientEndsTheDream() {
    Result.TileDreamed dreamed = (Result.TileDreamed) cluster.pending.get(0);
    StepStatistics nothing = new StepStatistics(0, 0, 0, 100);
    cluster.answer(
        new Result.TileDreamed(
            dreamed.task(),
            "w1",
            dreamed.delta(),
            "sha",
            List.of(nothing, nothing),
            1,
            "cpu",
            "cpu"));

    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.NO_GRADIENT);
    assertThat(cluster.state.shown().problem().detail()).contains("step 0 of octave 0", "is 0.0");
  }

  @Test
  void answerThatDoesNotFitItsWorkIsAsGoodAsNone() {
    Result.TileDreamed dreamed = (Result.TileDreamed) cluster.pending.get(0);

    assertThat(cluster.answer(new Result.Stored(dreamed.task()))).isEmpty();
    assertThat(
            cluster.answer(
                new Result.TileDreamed(
                    dreamed.task(), "w1", dreamed.delta(), "sha", List.of(), 1, "cpu", "cpu")))
        .isEmpty();
    assertThat(cluster.state.open()).hasSize(1);
  }

  @Test
  void sizesOfTheWrongNumberAreNoAnswerToAnIngest() {
    cluster = Cluster.dreaming(PICTURE, SPEC);

    assertThat(
            cluster.answer(
                new Result.Ingested(
                    TaskId.of("dream-1/k3/o0/r0/ingest/0/a1"),
                    Octaves.sizes(PICTURE, 3, 1.4),
                    null)))
        .isEmpty();
  }

  private static List<Integer> attempts(List<Effect> effects) {
    return Cluster.storage(effects).stream().map(task -> task.id().attempt()).toList();
  }

  private void failAndRest(int attempt, String worker) {
    cluster.fail(tile(attempt), worker, true);
    assertThat(Cluster.tiles(cluster.tick(SECOND.multipliedBy(8), false)))
        .extracting(TileTask::id)
        .containsExactly(tile(attempt + 1));
  }

  private void assertGivenUp(List<Effect> effects, ProblemCode code, String words) {
    Problem problem = cluster.state.shown().problem();
    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.detail()).contains(words);
    assertThat(cluster.state.open())
        .extracting(work -> work.id().kind())
        .containsExactly(TaskId.Kind.DISCARD);
    assertThat(Cluster.discarded(effects)).containsExactly("dreams/dream-1/k3/");
    assertThat(effects)
        .hasSize(4)
        .hasAtLeastOneElementOfType(Effect.Bury.class)
        .contains(new Effect.Publish(new DreamEvent.Failed("dream-1", "k3", problem), null))
        .contains(new Effect.Show(cluster.state.shown()));
  }

  private static TaskId tile(int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/tile/0/a" + attempt);
  }
}

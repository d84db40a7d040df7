package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionTest {
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);
  private static final Duration LEASE = Cluster.PATIENCE.lease();
  private static final Duration NOTICE = Cluster.PATIENCE.notice();
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final TaskId TILE = TaskId.of("dream-1/k3/o0/r0/tile/0/a1");

  private Cluster cluster;

  @BeforeEach
  void tileIsOut() {
    cluster = Cluster.dreaming(new Size(280, 210), SPEC);
    cluster.answer(cluster.pending.remove(0));
  }

  @Test
  void dreamThatHasEndedIsForgottenOnceStorageHasDeletedIt() {
    cluster.run();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);

    assertThat(deletions(cluster.cancel())).containsExactly("dream-1/k3/o0/r1/delete/0/a1");
    assertThat(cluster.state.shown().deleting()).isTrue();
    assertThat(cluster.request(SPEC))
        .as("anew, too early")
        .containsExactly(new Effect.Show(cluster.state.shown()));

    assertThat(cluster.answer(cluster.pending.remove(0)))
        .containsExactly(new Effect.Forget("dream-1"));
    assertThat(cluster.state).isNull();
    assertThat(cluster.cancel()).as("nothing is known of it any more").isEmpty();
  }

  @Test
  void cancelledTwiceARunningDreamIsForgottenAfterOneDeletion() {
    cluster.cancel();
    DreamState once = cluster.state;
    assertThat(cluster.cancel()).isEmpty();
    assertThat(cluster.state).isNotEqualTo(once);
    assertThat(cluster.cancel()).isEmpty();

    assertThat(deletions(cluster.answer(cluster.pending.remove(0)))).hasSize(1);
    assertThat(cluster.answer(cluster.pending.remove(0)))
        .containsExactly(new Effect.Forget("dream-1"));
  }

  @Test
  void cancelledDreamStaysUntilItIsCancelledAgain() {
    cluster.cancel();
    cluster.run();
    assertThat(cluster.state.shown().deleting()).isFalse();

    assertThat(deletions(cluster.cancel())).hasSize(1);
    cluster.run();

    assertThat(cluster.state).isNull();
  }

  @Test
  void whatMayBeQueuedIsWaitedForAQuarterOfALease() {
    cluster.tick(LEASE.multipliedBy(3), false);
    cluster.cancel();

    assertThat(cluster.tick(LEASE.dividedBy(4).minus(MOMENT), false)).isEmpty();
    assertThat(deletions(cluster.tick(MOMENT, false))).hasSize(1);
  }

  @Test
  void whatIsInHandIsWaitedForAsLongAsAWorkerHoldsIt() {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(TILE)));
    cluster.cancel();
    for (int i = 0; i < 10; i++) {
      assertThat(cluster.tick(NOTICE.minus(MOMENT), true)).isEmpty();
      cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(TILE)));
    }

    assertThat(cluster.tick(NOTICE.minus(MOMENT), true)).isEmpty();
    assertThat(deletions(cluster.tick(MOMENT, true))).hasSize(1);
  }

  @Test
  void failureOfAnEarlierAttemptLeavesTheLaterOneOut() {
    cluster.fail(TILE, "w1", true);
    cluster.tick(Duration.ofSeconds(1), false);
    cluster.cancel();

    assertThat(cluster.fail(TILE, "w1", true)).isEmpty();
    assertThat(deletions(cluster.fail(TILE.withAttempt(2), "w1", true))).hasSize(1);
  }

  @Test
  void earlierAttemptThatIsStillInHandIsNotWaitedFor() {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(TILE)));
    cluster.tick(LEASE, false);
    cluster.cancel();
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(TILE)));

    assertThat(deletions(cluster.fail(TILE.withAttempt(2), "w2", true))).hasSize(1);
  }

  @Test
  void whatRestsWhenTheDreamEndsIsNotWaitedFor() {
    cluster.fail(TILE, "w1", true);

    assertThat(deletions(cluster.cancel())).hasSize(1);
  }

  @Test
  void tilesOfAFailedDreamAreWaitedForToo() {
    cluster.apply(new JobEvent.Broken(Problem.of(ProblemCode.INTERNAL, "a fault")));
    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);

    assertThat(deletions(cluster.cancel())).isEmpty();
    assertThat(deletions(cluster.answer(cluster.pending.remove(0)))).hasSize(1);
  }

  @Test
  void deletionWaitsForWhatIsBeingDiscarded() {
    cluster.answer(cluster.pending.remove(0));
    cluster.answer(cluster.pending.remove(0));
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(cluster.state.settled()).isFalse();

    assertThat(deletions(cluster.cancel())).isEmpty();
    assertThat(deletions(cluster.answer(cluster.pending.remove(0)))).hasSize(1);
    assertThat(cluster.answer(cluster.pending.remove(0)))
        .containsExactly(new Effect.Forget("dream-1"));
  }

  @Test
  void deletionIsTriedUntilStorageHasDoneIt() {
    cluster.cancel();
    cluster.answer(cluster.pending.remove(0));
    Duration longestRest = Duration.ofSeconds(16);
    for (int attempt = 1; attempt < 40; attempt++) {
      boolean retryable = attempt % 2 == 0;
      assertThat(cluster.fail(delete(attempt), "s1", retryable)).isEmpty();
      assertThat(deletions(cluster.tick(longestRest, false)))
          .containsExactly(delete(attempt + 1).toString());
    }
    assertThat(cluster.status()).isEqualTo(DreamStatus.CANCELLED);
    assertThat(cluster.state.open().get(0).failedBy()).as("no endless list").hasSize(5);

    cluster.answer(new Result.Stored(delete(40)));
    assertThat(cluster.state.settled()).isTrue();
  }

  @Test
  void deletionThatIsLostGoesOutAgainAndOnlyItsLatestAttemptCounts() {
    cluster.cancel();
    cluster.answer(cluster.pending.remove(0));

    assertThat(cluster.tick(LEASE, false)).as("it may be queued").isEmpty();
    assertThat(deletions(cluster.tick(MOMENT, true))).containsExactly(delete(2).toString());
    assertThat(cluster.answer(new Result.Stored(delete(1)))).as("a2 is yet to delete").isEmpty();
    assertThat(cluster.answer(new Result.Stored(delete(2)))).hasSize(1);
  }

  @Test
  void restartSendsNothingOfADreamThatHasEnded() {
    cluster.cancel();
    assertThat(cluster.apply(new JobEvent.Restarted())).isEmpty();
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.apply(new JobEvent.Restarted())).isEmpty();
  }

  private static TaskId delete(int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/delete/0/a" + attempt);
  }

  private static List<String> deletions(List<Effect> effects) {
    return Cluster.storage(effects).stream().map(task -> task.id().toString()).toList();
  }
}

package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that is out, and nobody failed at. */
class LeasesTest {
  private static final Size PICTURE = new Size(280, 210);
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);
  private static final Duration HOLD = Cluster.PATIENCE.hold();
  private static final Duration LEASE = Cluster.PATIENCE.lease();

  private Cluster cluster;

  @BeforeEach
  void tileIsOut() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.tiles()).hasSize(1);
  }

  @Test
  void tileOfASilentWorkerGoesOutAgainWhenItsLeasePasses() {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(1))));

    assertThat(cluster.tick(LEASE.minusMillis(1), false)).isEmpty();
    assertThat(Cluster.tiles(cluster.tick(Duration.ofMillis(1), false)))
        .extracting(TileTask::id)
        .containsExactly(tile(2));
    assertThat(cluster.state.open().get(0).failedBy()).containsExactly("w1");
  }

  @Test
  void heartbeatsRenewTheLease() {
    for (int i = 0; i < 20; i++) {
      assertThat(cluster.tick(LEASE.dividedBy(3), true)).isEmpty();
      cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(1))));
    }
    assertThat(cluster.tiles()).hasSize(1);
  }

  @Test
  void leaseIsLongerByTheTimeThatNobodyCouldBeHeardIn() {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(1))));
    Duration asleep = HOLD.multipliedBy(3);
    cluster.now = cluster.now.plus(asleep);
    cluster.apply(new JobEvent.Missed(asleep));

    assertThat(cluster.tick(LEASE.minusMillis(1), false)).isEmpty();
    assertThat(cluster.tick(Duration.ofMillis(1), false)).isNotEmpty();
    assertThat(cluster.state.open().get(0).failedBy()).containsExactly("w1");
  }

  @Test
  void leaseIsNoLongerForAClockThatWasSetBack() {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(1))));
    cluster.now = cluster.now.minus(HOLD);
    cluster.apply(new JobEvent.Missed(HOLD.negated()));

    assertThat(cluster.tick(LEASE.minusMillis(1), false)).isEmpty();
    assertThat(cluster.tick(Duration.ofMillis(1), false)).isNotEmpty();
  }

  @Test
  void taskThatIsHeldForAnHourByWhoIsHeardIsAFailureOfTheirs() {
    heldFor(HOLD.minus(LEASE), tile(1));
    assertThat(cluster.tiles()).hasSize(1);

    heldFor(LEASE.multipliedBy(2), tile(1));
    assertThat(cluster.tiles()).extracting(TileTask::id).containsExactly(tile(1), tile(2));
    assertThat(cluster.state.open().get(0).failedBy()).containsExactly("w1");
  }

  @Test
  void dreamEndsThoughEveryWorkerThatHasItsTileHangs() {
    for (int attempt = 1; attempt < 6 && cluster.status() == DreamStatus.RUNNING; attempt++) {
      heldFor(HOLD.plus(LEASE.multipliedBy(17)), tile(attempt));
    }

    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.TILE_FAILED);
    assertThat(cluster.state.shown().problem().detail()).contains("was in hand of 'w");
  }

  /** Of each attempt another worker says that it has it in hand. */
  private void heldFor(Duration time, TaskId task) {
    Duration beat = LEASE.dividedBy(3);
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(beat)) {
      cluster.apply(new JobEvent.Beat("w" + task.attempt(), Answers.KIND, List.of(task)));
      cluster.tick(beat, false);
    }
  }

  @Test
  void stateIsNotWrittenAtEveryTickOfAWait() {
    JobMachine machine = new JobMachine(Fixtures.CHECK, Cluster.PATIENCE, Fixtures.VERSION);
    Decision decision =
        machine.apply(
            cluster.state,
            new JobEvent.Tick(cluster.kinds(false), false, cluster.now),
            cluster.now.plus(LEASE));

    assertThat(decision.state()).isSameAs(cluster.state);
  }

  @Test
  void queuedTileWaitsForAWorkerHoweverLong() {
    assertThat(cluster.tick(Duration.ofHours(5), false)).isEmpty();
    assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
  }

  @Test
  void queuedStorageTaskWaitsHoweverLong() {
    cluster = Cluster.dreaming(PICTURE, SPEC);

    assertThat(cluster.tick(Duration.ofHours(5), false)).isEmpty();
    assertThat(cluster.apply(new JobEvent.Tick(cluster.kinds(true), false, cluster.now)))
        .as("idle workers")
        .isEmpty();
    assertThat(cluster.state.open().get(0).failedBy()).isEmpty();
  }

  @Test
  void storageTaskThatNobodyHasWhileAllStorageIsIdleIsLostAndGoesOutAgain() {
    cluster = Cluster.dreaming(PICTURE, SPEC);

    assertThat(cluster.tick(LEASE.minusMillis(1), true)).isEmpty();
    cluster.now = cluster.now.plusMillis(1);
    assertThat(attempts(cluster.apply(new JobEvent.Tick(cluster.kinds(false), true, cluster.now))))
        .containsExactly(2);
    assertThat(cluster.tick(LEASE, true)).as("a second attempt has twice the time").isEmpty();
  }

  @Test
  void storageTaskInHandIsRenewedByHeartbeatsAndGoesOutAgainWhenTheyEnd() {
    cluster = Cluster.dreaming(PICTURE, SPEC);
    TaskId ingest = cluster.state.open().get(0).id();
    for (int i = 0; i < 20; i++) {
      cluster.apply(new JobEvent.Beat("s1", null, List.of(ingest)));
      assertThat(cluster.tick(LEASE.minusMillis(1), true)).isEmpty();
    }

    assertThat(attempts(cluster.tick(LEASE, false))).containsExactly(2);
    assertThat(cluster.state.open().get(0).failedBy()).containsExactly("s1");
  }

  @Test
  void restartSendsOpenWorkAgainUnderTheSameAttempt() {
    List<Effect> effects = cluster.apply(new JobEvent.Restarted());

    assertThat(Cluster.tiles(effects)).isEqualTo(cluster.tiles().subList(0, 1));
  }

  private static List<Integer> attempts(List<Effect> effects) {
    return Cluster.storage(effects).stream().map(task -> task.id().attempt()).toList();
  }

  private static TaskId tile(int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/tile/0/a" + attempt);
  }
}

package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Result;
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

/** Tasks that the broker did not take. */
class UnsentTest {
  private Cluster cluster;
  private List<TileTask> round;

  @BeforeEach
  void sixTilesAreOut() {
    cluster = Cluster.dreaming(new Size(600, 400), Fixtures.spec(TilingMode.EXACT, 1, 2, 256));
    cluster.answer(cluster.pending.remove(0));
    round = cluster.tiles();
    assertThat(round).hasSize(6);
  }

  @Test
  void goOutAgainAtOnceAsTheyWereWithAFreshLeaseAndOneAttemptCounted() {
    cluster.now = cluster.now.plusSeconds(50);

    assertThat(Cluster.tiles(unsent(round.get(1).id(), round.get(4).id())))
        .containsExactly(round.get(1), round.get(4));
    assertThat(Cluster.tiles(cluster.tick(Duration.ofSeconds(10), true)))
        .extracting(tile -> tile.id().index())
        .as("the leases of the others pass")
        .containsExactly(0, 2, 3, 5);
    assertThat(cluster.state.shown().progress().attempts()).isEqualTo(10);
    assertThat(cluster.state.open()).filteredOn(w -> w.failedBy().isEmpty()).hasSize(2);
  }

  @Test
  void goOutAgainHoweverOften() {
    for (int i = 0; i < 100; i++) {
      assertThat(unsent(round.get(0).id())).hasSize(1);
    }
    cluster.run();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void whatIsAnsweredInHandReplacedOrEndedIsNotSentAgain() {
    TaskId held = round.get(0).id();
    TaskId failed = round.get(1).id();
    Result.OfTask answered = cluster.pending.get(2);
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(held)));
    cluster.fail(failed, "w1", true);
    cluster.answer(answered);

    assertThat(unsent(held, failed, answered.task())).isEmpty();
    cluster.cancel();
    assertThat(unsent(round.get(3).id())).isEmpty();
  }

  @Test
  void deletionGoesOutAsItsNextAttemptForTheFirstMayHaveGoneOutAfterAll() {
    cluster.cancel();
    cluster.tick(Cluster.PATIENCE.notice(), false);
    TaskId first = cluster.state.open().get(0).id();

    assertThat(Cluster.storage(unsent(first)))
        .extracting(task -> task.id())
        .containsExactly(first.withAttempt(2));
    assertThat(cluster.answer(new Result.Stored(first))).isEmpty();
    assertThat(cluster.answer(new Result.Stored(first.withAttempt(2)))).isNotEmpty();
    assertThat(cluster.state.settled()).isTrue();
  }

  private List<Effect> unsent(TaskId... tasks) {
    return cluster.apply(new JobEvent.Unsent(List.of(tasks)));
  }
}

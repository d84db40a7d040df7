package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
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

/** A dream whose id another one had, of which a tile and an ingest are still queued somewhere. */
class IncarnationTest {
  private static final DreamSpec FIRST = Fixtures.spec(TilingMode.FAST, 1, 2, 512);
  private static final DreamSpec SECOND = Fixtures.spec(TilingMode.EXACT, 1, 2, 512);

  private Cluster cluster;
  private Result.OfTask oldIngest;
  private TileTask oldTile;

  @BeforeEach
  void forgotten() {
    cluster = Cluster.dreaming(new Size(280, 210), FIRST);
    oldIngest = cluster.pending.remove(0);
    cluster.answer(oldIngest);
    oldTile = cluster.tiles().get(0);
    cluster.pending.clear();
    cluster.cancel();
    cluster.cancel();
    cluster.tick(Cluster.PATIENCE.notice(), false);
    cluster.run();
    assertThat(cluster.state).isNull();
    cluster.effects.clear();
    cluster.now = cluster.now.plusMillis(1);
    cluster.request(SECOND);
  }

  @Test
  void answersOfTheEarlierOneAreNoAnswers() {
    assertNothing(oldIngest);
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.tiles()).extracting(tile -> tile.shifts().size()).containsExactly(2);

    assertNothing(Answers.to(oldTile));
  }

  @Test
  void failuresAndHeartbeatsOfTheEarlierOneDoNotCountEither() {
    cluster.answer(cluster.pending.remove(0));
    DreamState before = cluster.state;

    cluster.fail(oldTile.id(), "w1", false);
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(oldTile.id())));

    assertThat(cluster.state).isEqualTo(before);
  }

  @Test
  void whatTheEarlierOneReadsAndWritesIsNotItsOwn() {
    StorageTask ingest = cluster.storage().get(0);
    cluster.answer(cluster.pending.remove(0));
    TileTask tile = cluster.tiles().get(0);

    assertThat(ingest.id().incarnation()).isNotEqualTo(oldIngest.task().incarnation());
    assertThat(tile.canvas()).isNotEqualTo(oldTile.canvas());
    assertThat(tile.output()).isNotEqualTo(oldTile.output());
  }

  @Test
  void incarnationLastsAsLongAsTheDream() {
    cluster.now = cluster.now.plus(Duration.ofMinutes(5));
    cluster.run();

    assertThat(cluster.given)
        .extracting(Result.OfTask::task)
        .filteredOn(task -> task.kind() != TaskId.Kind.DELETE)
        .hasSizeGreaterThan(3)
        .extracting(TaskId::incarnation)
        .containsOnly(cluster.tiles().get(0).id().incarnation());
  }

  private void assertNothing(Result.OfTask answer) {
    DreamState before = cluster.state;
    assertThat(cluster.answer(answer)).isEmpty();
    assertThat(cluster.state).isEqualTo(before);
  }
}

package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);
  private static final TaskId TILE = TaskId.of("dream-1/k3/o0/r0/tile/0/a1");

  private Cluster cluster;

  @BeforeEach
  void dreamHasFailed() {
    cluster = Cluster.dreaming(new Size(280, 210), SPEC);
    cluster.answer(cluster.pending.remove(0));
    cluster.fail(TILE, "w1", false);
    cluster.now = cluster.now.plus(Duration.ofMinutes(5));
    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
  }

  @Test
  void failedDreamIsDreamedAgainFromItsUploadByTheSameRecipe() {
    long sequence = cluster.state.shown().sequence();
    Recipe recipe = cluster.state.shown().recipe();

    List<Effect> effects = retry("k3");

    assertThat(Cluster.discarded(effects)).containsExactly("dreams/dream-1/k3/");
    List<StorageTask> tasks = Cluster.storage(effects);
    assertThat(tasks).hasSize(1);
    StorageTask.Ingest ingest = (StorageTask.Ingest) tasks.get(0);
    assertThat(ingest.source()).isEqualTo("dreams/x/upload");
    assertThat(ingest.recipe()).isEqualTo(recipe);
    assertThat(ingest.id().incarnation()).isNotEqualTo("k3");
    assertThat(cluster.status()).isEqualTo(DreamStatus.ACCEPTED);
    assertThat(cluster.state.shown().problem()).isNull();
    assertThat(cluster.state.shown().sequence()).isEqualTo(sequence + 1);

    cluster.run();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(cluster.state.shown().image()).isEqualTo("dreams/dream-1/image.png");
  }

  @Test
  void askedTwiceTheDreamBeginsAgainOnce() {
    retry("k3");
    DreamState once = cluster.state;

    assertThat(retry("k3")).isEmpty();
    assertThat(cluster.state).isEqualTo(once);

    cluster.run();
    assertThat(retry("k3")).as("once it is completed").isEmpty();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void answersToTheIncarnationThatFailedChangeNothing() {
    retry("k3");
    DreamState begun = cluster.state;

    assertThat(cluster.answer(new Result.Stored(TILE))).isEmpty();
    assertThat(cluster.fail(TILE, "w1", false)).isEmpty();
    assertThat(cluster.state).isEqualTo(begun);
  }

  @Test
  void incarnationIsAnotherThoughTheClockWasSetBack() {
    cluster.now = cluster.now.minus(Duration.ofDays(1));

    retry("k3");

    assertThat(cluster.state.shown().incarnation()).isEqualTo("k4");
  }

  @Test
  void onlyAFailedDreamThatStaysIsDreamedAgain() {
    assertThat(retry("k2")).as("another incarnation").isEmpty();
    cluster.cancel();
    assertThat(retry("k3")).as("being deleted").isEmpty();
    cluster.run();
    assertThat(retry("k3")).as("forgotten").isEmpty();
    assertThat(cluster.state).isNull();
  }

  private List<Effect> retry(String incarnation) {
    return cluster.apply(
        new JobEvent.Requested(new Request.DreamRetried(Cluster.DREAM, incarnation, cluster.now)));
  }
}

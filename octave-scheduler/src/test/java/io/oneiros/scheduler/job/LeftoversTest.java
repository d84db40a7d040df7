package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeftoversTest {
  private static final Size WIDE = new Size(900, 500);
  private static final Duration LEASE = Cluster.PATIENCE.lease();

  @Test
  void roundsOctavesAndAtLastAllThatWasMadeOnTheWayIsDiscarded() {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.EXACT, 2, 2, 512));
    cluster.run();

    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(Cluster.discarded(cluster.effects))
        .containsExactly(
            "dreams/dream-1/k3/o0/r0/",
            "dreams/dream-1/k3/o0/r1/",
            "dreams/dream-1/k3/o0/r2/",
            "dreams/dream-1/k3/o1/r0/",
            "dreams/dream-1/k3/o1/r1/",
            "dreams/dream-1/k3/");
    assertThat(cluster.state.settled()).isTrue();
  }

  /** Whatever is sent after something is discarded reads nothing of it. */
  @ParameterizedTest
  @EnumSource(TilingMode.class)
  void whatIsDiscardedIsNotReadAgain(TilingMode mode) {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(mode, 4, 9, 256));
    cluster.run();

    List<String> gone = new ArrayList<>();
    for (Effect effect : cluster.effects) {
      String task = task(effect);
      for (String prefix : gone) {
        assertThat(task).doesNotContain(prefix);
      }
      gone.addAll(Cluster.discarded(List.of(effect)));
    }
    assertThat(gone).hasSizeGreaterThan(8);
  }

  @Test
  void failedDreamIsDiscardedOnceWhatIsOutIsAnsweredOrItsLeaseHasPassed() {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.EXACT, 1, 2, 256));
    cluster.answer(cluster.pending.remove(0));
    List<Result.OfTask> out = new ArrayList<>(cluster.pending);
    assertThat(out.size()).isGreaterThan(2);

    assertThat(Cluster.discarded(cluster.fail(out.get(0).task(), "w1", false))).isEmpty();
    for (int i = 2; i < out.size(); i++) {
      assertThat(cluster.answer(out.get(i))).isEmpty();
    }
    assertThat(cluster.tick(LEASE.minusMillis(1), true)).isEmpty();
    assertThat(Cluster.discarded(cluster.tick(Duration.ofMillis(1), true)))
        .containsExactly("dreams/dream-1/k3/");
  }

  @Test
  void discardingIsTriedUntilStorageHasDoneIt() {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.EXACT, 1, 1, 2048));
    while (cluster.status() != DreamStatus.COMPLETED) {
      cluster.answer(cluster.pending.remove(0));
    }
    for (int attempt = 1; attempt < 20; attempt++) {
      TaskId discard = TaskId.of("dream-1/k3/o0/r1/discard/0/a" + attempt);
      assertThat(cluster.fail(discard, "s1", attempt % 2 == 0)).isEmpty();
      assertThat(Cluster.discarded(cluster.tick(Duration.ofSeconds(16), false))).hasSize(1);
    }
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);

    cluster.answer(new Result.Stored(TaskId.of("dream-1/k3/o0/r1/discard/0/a20")));
    assertThat(cluster.state.settled()).isTrue();
    assertThat(cluster.state.shown().deleting()).isFalse();
  }

  private static String task(Effect effect) {
    byte[] json = new byte[0];
    if (effect instanceof Effect.DispatchTile tile) {
      json = Json.write(TileTask.class, tile.task());
    } else if (effect instanceof Effect.DispatchStorage storage
        && !(storage.task() instanceof StorageTask.Discard)) {
      json = Json.write(StorageTask.class, storage.task());
    }
    return new String(json, StandardCharsets.UTF_8);
  }
}

package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DreamInAnyOrderTest {
  private static final Size WIDE = new Size(2500, 300);

  @Test
  void thousandReorderingsWithRepeatsFailuresDamageHeartbeatsAndRestartsTakeTheSameWay() {
    DreamSpec spec = Fixtures.spec(TilingMode.FAST, 2, 12, 1024);
    Cluster calm = Cluster.dreaming(WIDE, spec);
    calm.run();
    assertThat(calm.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(calm.state.means()).as("a dream that has ended keeps no measurements").isEmpty();
    assertThat(calm.state.tileMeans()).isEmpty();
    assertThat(calm.state.tiles()).isEmpty();
    assertThat(calm.state.paces()).isEmpty();
    assertThat(calm.state.open()).isEmpty();

    int completed = 0;
    int mended = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      Cluster wild = Cluster.dreaming(WIDE, spec);
      while (!wild.ended()) {
        wild.disturb(random, seed % 2 == 0 ? 0 : 8);
      }
      assertSettles(wild, random);
      if (wild.status() == DreamStatus.FAILED) {
        assertThat(wild.effects).hasAtLeastOneElementOfType(Effect.Bury.class);
        continue;
      }
      completed++;
      mended += wild.given.stream().anyMatch(Result.DeltaDamaged.class::isInstance) ? 1 : 0;
      assertThat(work(wild)).as("seed %d", seed).isEqualTo(work(calm));
      assertThat(Cluster.events(wild.effects))
          .as("seed %d: each event once, in order", seed)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
          .isEqualTo(Cluster.events(calm.effects));
      assertSameEnd(wild, calm);
    }
    assertThat(completed).isBetween(900, 999);
    assertThat(mended).as("damaged, and completed").isGreaterThan(100);
  }

  @Test
  void everyDreamEndsThoughEveryFifthMessageIsLost() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.FAST, 2, 6, 512));
      int turns = 0;
      while (!cluster.ended()) {
        if (!cluster.pending.isEmpty() && random.nextInt(5) == 0) {
          cluster.pending.remove(random.nextInt(cluster.pending.size()));
        }
        cluster.disturb(random, 2);
        assertThat(++turns).as("seed %d", seed).isLessThan(20_000);
      }
      assertSettles(cluster, random);
    }
  }

  @Test
  void dreamThatIsCancelledAmongFailuresAndDamageIsDeletedAndSettles() {
    int cancelled = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.FAST, 2, 6, 512));
      int turns = random.nextInt(60);
      for (int i = 0; i < turns && !cluster.ended(); i++) {
        cluster.disturb(random, 8);
      }
      if (!cluster.ended()) {
        cluster.cancel();
        cancelled++;
      }
      assertSettles(cluster, random);
    }
    assertThat(cancelled).isGreaterThan(200);
  }

  @Test
  void withoutFailuresEveryTaskIsDispatchedOnce() {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.EXACT, 3, 4, 512));
    Random random = new Random(5);
    while (!cluster.ended()) {
      cluster.answerAny(random, 0);
    }

    List<String> ids =
        Stream.concat(
                cluster.tiles().stream().map(task -> task.id().toString()),
                cluster.storage().stream().map(task -> task.id().toString()))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(cluster.state.shown().progress().attempts()).isEqualTo(cluster.tiles().size());
  }

  @ParameterizedTest
  @EnumSource(TilingMode.class)
  void replayOfAllAnswersChangesNothing(TilingMode mode) {
    Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(mode, 2, 6, 512));
    while (!cluster.ended()) {
      Result.OfTask next = cluster.pending.remove(0);
      cluster.given.add(next);
      cluster.answer(next);
      DreamState before = cluster.state;
      for (Result.OfTask old : cluster.given) {
        assertThat(cluster.answer(old)).isEmpty();
      }
      assertThat(cluster.state).isEqualTo(before);
    }
  }

  @Test
  void cancelAtAnyTimeEndsTheDreamAtOnceAndDeletesOnceWhatIsOutIsAnswered() {
    for (int after = 0; after < 60; after++) {
      Cluster cluster = Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.FAST, 2, 6, 512));
      Random random = new Random(after);
      for (int i = 0; i < after && !cluster.ended(); i++) {
        cluster.answerAny(random, 0);
      }
      if (cluster.ended()) {
        continue;
      }
      List<Effect> effects = cluster.cancel();

      assertThat(effects)
          .containsExactly(
              new Effect.Publish(new DreamEvent.Cancelled(Cluster.DREAM, "k3"), null),
              new Effect.Show(cluster.state.shown()));
      assertThat(cluster.status()).isEqualTo(DreamStatus.CANCELLED);
      assertThat(cluster.state.shown().deleting()).isTrue();
      while (cluster.pending.size() > 1) {
        assertThat(cluster.answer(cluster.pending.remove(random.nextInt(cluster.pending.size()))))
            .as("others may still write")
            .isEmpty();
      }
      assertThat(cluster.answer(cluster.pending.remove(0)))
          .hasOnlyElementsOfType(Effect.DispatchStorage.class);
      List<Effect> done = cluster.answer(cluster.pending.remove(0));
      assertThat(done).containsExactly(new Effect.Show(cluster.state.shown()));
      assertThat(cluster.state.settled()).isTrue();
      assertThat(cluster.state.shown().deleting()).isFalse();
    }
  }

  /** What was made on the way is discarded once, or everything deleted once, and that is all. */
  private static void assertSettles(Cluster cluster, Random random) {
    cluster.settle(random);
    boolean cancelled = cluster.status() == DreamStatus.CANCELLED;
    assertThat(Cluster.discarded(cluster.effects).stream().filter("dreams/dream-1/k3/"::equals))
        .hasSize(cancelled ? 0 : 1);
    assertThat(cluster.storage().stream().filter(StorageTask.Delete.class::isInstance))
        .hasSize(cancelled ? 1 : 0);
    List<Effect> later = new ArrayList<>(cluster.tick(Duration.ofHours(1), true));
    cluster.given.forEach(old -> later.addAll(cluster.answer(old)));
    assertThat(later).isEmpty();
  }

  /** Every task that went out, whatever its attempt: its pieces, scales and predictions too. */
  private static Set<String> work(Cluster cluster) {
    return Stream.concat(
            cluster.tiles().stream().map(task -> Json.write(TileTask.class, task)),
            cluster.storage().stream().map(task -> Json.write(StorageTask.class, task)))
        .map(json -> anyAttempt(new String(json, StandardCharsets.UTF_8)))
        .collect(Collectors.toSet());
  }

  /** All of the end state, but for when it was reached and how many tries it took. */
  private static void assertSameEnd(Cluster wild, Cluster calm) {
    assertThat(wild.state)
        .usingRecursiveComparison()
        .ignoringFields(
            "open",
            "octaveStartedAt",
            "shown.sequence",
            "shown.updatedAt",
            "shown.octaveSeconds",
            "shown.progress.attempts")
        .isEqualTo(calm.state);
    var shown = wild.state.shown();
    boolean damaged = wild.given.stream().anyMatch(Result.DeltaDamaged.class::isInstance);
    assertThat(shown.sequence() - calm.state.shown().sequence())
        .as("what is dreamed again is shown too")
        .isBetween(0L, damaged ? 100L : 0L);
    assertThat(shown.updatedAt()).isBetween(wild.state.octaveStartedAt(), wild.now);
    assertThat(shown.octaveSeconds()).hasSameSizeAs(calm.state.shown().octaveSeconds());
    assertThat(shown.progress().attempts()).isEqualTo(wild.tiles().size());
  }

  private static String anyAttempt(String json) {
    return json.replaceAll("/a\\d+\"", "/a\"").replaceAll("(/t\\d+)-a\\d+", "$1-a");
  }
}

package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.scheduler.job.Effect;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulerMetricsTest {
  private static final TaskId TILE = new TaskId("d", "k3", 0, 0, TaskId.Kind.TILE, 0, 1);
  private static final Problem NO = Problem.of(ProblemCode.TILE_FAILED, "no");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SchedulerMetrics metrics = new SchedulerMetrics(registry);

  /** An increase from nothing is seen only where nothing was told. */
  @Test
  void endsAndDeadLettersOfEveryKindAreToldBeforeTheFirst() {
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(count("oneiros.dreams.ended", "state", "failed", "code", code.code())).isZero();
      assertThat(count("oneiros.dead.letters", "code", code.code())).isZero();
    }
    assertThat(count("oneiros.dreams.accepted")).isZero();
    assertThat(count("oneiros.dreams.ended", "state", "completed", "code", "")).isZero();
    assertThat(count("oneiros.dreams.ended", "state", "cancelled", "code", "")).isZero();
    assertThat(count("oneiros.results.unknown")).isZero();
  }

  @Test
  void roundAndItsOverheadAreTimed() {
    metrics.changed(Fixtures.dream(DreamStatus.RUNNING, 0, 0), at(0));
    send(TILE, at(2));
    metrics.answered(dreamed(TILE), at(5));
    metrics.changed(Fixtures.dream(DreamStatus.RUNNING, 0, 1), at(6));
    assertThat(seconds(registry.get("oneiros.round").timer())).isEqualTo(6);
    assertThat(seconds(registry.get("oneiros.round.overhead").timer())).isEqualTo(1);
    assertThat(seconds(ofCpu("oneiros.tile.queue"))).isEqualTo(2);
    assertThat(seconds(ofCpu("oneiros.tile.turnaround"))).isEqualTo(3);
    assertThat(seconds(ofCpu("oneiros.tile"))).isEqualTo(0.5);
  }

  @Test
  void tileThatGoesOutAgainIsCountedApartAndHasNotWaited() {
    metrics.changed(Fixtures.dream(DreamStatus.RUNNING, 0, 0), at(0));
    send(TILE, at(1));
    metrics.answered(new Result.TaskFailed(TILE, "w", NO, true), at(2));
    send(TILE.withAttempt(2), at(4));
    metrics.answered(dreamed(TILE.withAttempt(2)), at(7));
    assertThat(count("oneiros.tiles.sent", "kind", "cpu", "attempt", "first")).isEqualTo(1);
    assertThat(count("oneiros.tiles.sent", "kind", "cpu", "attempt", "again")).isEqualTo(1);
    assertThat(count("oneiros.tiles.answered", "kind", "cpu", "outcome", "failed")).isEqualTo(1);
    assertThat(count("oneiros.tiles.answered", "kind", "cpu", "outcome", "dreamed")).isEqualTo(1);
    assertThat(ofCpu("oneiros.tile.queue").count()).isEqualTo(1);
    assertThat(seconds(ofCpu("oneiros.tile.turnaround"))).isEqualTo(3);
  }

  @Test
  void whatIsAnsweredTwiceOrAfterAnotherTookOverIsOfNoKind() {
    metrics.changed(Fixtures.dream(DreamStatus.RUNNING, 0, 0), at(0));
    send(TILE, at(1));
    metrics.answered(dreamed(TILE), at(2));
    metrics.answered(dreamed(TILE), at(3));
    assertThat(count("oneiros.tiles.answered", "kind", "none", "outcome", "dreamed")).isEqualTo(1);

    send(TILE, at(4));
    metrics.gone(0);
    metrics.answered(dreamed(TILE), at(5));
    assertThat(count("oneiros.tiles.answered", "kind", "none", "outcome", "dreamed")).isEqualTo(2);
    assertThat(ofCpu("oneiros.tile.turnaround").count()).isEqualTo(1);
  }

  @Test
  void answersOfStorageAreNoTiles() {
    metrics.answered(
        new Result.Stored(new TaskId("d", "k3", 0, 0, TaskId.Kind.REASSEMBLE, 0, 1)), at(1));
    assertThat(registry.find("oneiros.tiles.answered").counters()).isEmpty();
  }

  @Test
  void octaveIsTimedAsItWasDreamedNotWhenItIsTold() {
    metrics.told(new Effect.OctaveDreamed("d", 1.5), at(1));
    publish(new DreamEvent.OctaveCompleted("d", 0, 2, new Size(1, 1), 1.5, "c", "p"));
    assertThat(registry.get("oneiros.octave").timer().count()).isEqualTo(1);
    assertThat(seconds(registry.get("oneiros.octave").timer())).isEqualTo(1.5);
  }

  @Test
  void endsAreCountedByWhatTheyWere() {
    publish(new DreamEvent.Completed("d", "i", "h", 2.5));
    publish(new DreamEvent.Failed("d", "k3", NO));
    publish(new DreamEvent.Cancelled("d", "k3"));
    assertThat(count("oneiros.dreams.ended", "state", "completed", "code", "")).isEqualTo(1);
    assertThat(count("oneiros.dreams.ended", "state", "cancelled", "code", "")).isEqualTo(1);
    assertThat(count("oneiros.dreams.ended", "state", "failed", "code", "tile-failed"))
        .isEqualTo(1);
    assertThat(seconds(registry.get("oneiros.dream").timer())).isEqualTo(2.5);
  }

  @Test
  void unknownResultsAreCounted() {
    metrics.unknown();
    metrics.unknown();
    assertThat(count("oneiros.results.unknown")).isEqualTo(2);
  }

  private void publish(DreamEvent event) {
    metrics.told(new Effect.Publish(event, null), at(0));
  }

  private void send(TaskId id, Instant now) {
    TileTask task =
        new TileTask(
            id, "m", "s", List.of(), "c", null, null, null, 0, 0, List.of(), 1, null, null, null,
            null, null, null, 1, null, null, 1, null, "o");
    metrics.told(new Effect.DispatchTile("cpu", task, null), now);
  }

  private static Result.TileDreamed dreamed(TaskId id) {
    return new Result.TileDreamed(id, "w", "d", "h", List.of(), 0.5, "cpu", "cpu");
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private Timer ofCpu(String name) {
    return registry.get(name).tag("kind", "cpu").timer();
  }

  private static double seconds(Timer timer) {
    assertThat(timer.count()).isEqualTo(1);
    return timer.totalTime(TimeUnit.SECONDS);
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}

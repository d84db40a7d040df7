package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which kind of device a dream's tiles go to. */
class PlacementTest {
  private static final Duration LEASE = Cluster.PATIENCE.lease();
  private static final Duration ABSENCE = Cluster.PATIENCE.absence();

  private Cluster cluster;

  @Test
  void dreamStaysOnTheKindThatItsFirstTileWentTo() {
    begin("same");
    room("gpu");

    assertThat(cluster.state.kind()).isEqualTo("gpu");
    assertThat(cluster.state.open().get(0).kind()).isEqualTo("gpu");
  }

  @Test
  void dreamThatMayGoAnywhereStaysNowhere() {
    begin("any");
    room("gpu");
    room("cpu");

    assertThat(cluster.state.kind()).isNull();
    assertThat(cluster.state.open()).extracting(OpenWork::kind).contains("gpu", "cpu");
  }

  @Test
  void kindThatIsAskedForIsTheDreamsFromTheBeginning() {
    begin("cuda-nvidia-h200-float32");

    assertThat(cluster.state.kind()).isEqualTo("cuda-nvidia-h200-float32");
  }

  @Test
  void tileOfAnotherKindIsNoAnswer() {
    begin("same");
    TileTask tile = room("gpu");

    assertThat(cluster.only(new JobEvent.Answered(Answers.to(tile, "cpu")))).isEmpty();
    assertThat(cluster.only(new JobEvent.Answered(Answers.to(tile, "gpu")))).isNotEmpty();
  }

  @Test
  void tileThatWasSentByASchedulerThatForgotItDecidesIfItIsAcceptedFirst() {
    begin("same");
    DreamState written = cluster.state;
    TileTask first = room("gpu");
    cluster.state = written;
    cluster.only(new JobEvent.Restarted());
    cluster.only(new JobEvent.Answered(Answers.to(first, "gpu")));

    assertThat(cluster.state.kind()).isEqualTo("gpu");
    assertThat(cluster.state.tiles()).hasSize(1);
  }

  @Test
  void tileThatAWorkerHasInHandIsNotSentAgainAfterARestart() {
    begin("same");
    TileTask first = room("gpu");
    cluster.only(new JobEvent.Restarted());
    assertThat(cluster.state.open()).allMatch(OpenWork::waits);

    cluster.only(new JobEvent.Beat("w1", "gpu", List.of(first.id())));

    assertThat(room("gpu").id()).isNotEqualTo(first.id());
    assertThat(cluster.state.open().get(0).holder()).isEqualTo("w1");
  }

  @Test
  void dreamOfWhichNothingIsDreamedMovesWhereItsKindHasGoneAndAnotherIsThere() {
    begin("same");
    TileTask first = room("gpu");
    Instant sent = cluster.now;
    cluster.now = sent.plus(LEASE);

    tick(Map.of("gpu", sent));
    assertThat(cluster.state.kind()).as("there is no other").isEqualTo("gpu");
    tick(Map.of("gpu", sent, "cpu", cluster.now));

    assertThat(cluster.state.kind()).isNull();
    assertThat(cluster.state.open()).allMatch(OpenWork::waits);
    assertThat(cluster.state.open()).allMatch(work -> work.failedBy().isEmpty());
    assertThat(room("cpu").id()).isEqualTo(first.id());
    assertThat(cluster.only(new JobEvent.Answered(Answers.to(first, "gpu")))).isEmpty();
  }

  @Test
  void dreamOfWhichSomethingIsDreamedStaysAndFailsAfterAQuarterOfAnHour() {
    begin("same");
    cluster.only(new JobEvent.Answered(Answers.to(room("gpu"), "gpu")));
    Instant heard = cluster.now;
    cluster.now = heard.plus(ABSENCE).minusMillis(1);
    tick(Map.of("gpu", heard, "cpu", cluster.now));
    assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);

    cluster.now = cluster.now.plusMillis(1);
    tick(Map.of("gpu", heard, "cpu", cluster.now));

    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.NO_WORKER);
    assertThat(cluster.state.shown().problem().detail()).contains("'gpu'", "900 s");
  }

  @Test
  void dreamThatMayGoAnywhereFailsWhereNobodyIsForAQuarterOfAnHour() {
    begin("any");
    Instant heard = cluster.now;
    cluster.now = heard.plus(ABSENCE).minusMillis(1);
    tick(Map.of("gpu", heard));
    assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);

    cluster.now = cluster.now.plusMillis(1);
    tick(Map.of("gpu", heard));

    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.NO_WORKER);
    assertThat(cluster.state.shown().problem().detail()).startsWith("No worker has been heard");
  }

  @Test
  void dreamThatNeedsStorageFailsWhereNoneIsForAQuarterOfAnHour() {
    cluster = Cluster.dreaming(new Size(600, 400), Fixtures.spec(TilingMode.EXACT, 1, 2, 256));
    Instant heard = cluster.now;
    cluster.now = heard.plus(ABSENCE).minusMillis(1);
    storage(heard);
    assertThat(cluster.status()).isEqualTo(DreamStatus.ACCEPTED);

    cluster.now = cluster.now.plusMillis(1);
    storage(heard);

    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.NO_STORAGE);
    assertThat(cluster.state.shown().problem().detail()).contains("900 s");
    assertThat(cluster.state.shown().problem().setting()).isEqualTo("oneiros.scheduler.absence");
  }

  @Test
  void dreamThatWaitsForItsTilesNeedsNoStorage() {
    begin("any");
    Instant heard = cluster.now;
    cluster.now = heard.plus(ABSENCE.multipliedBy(2));
    storage(heard);

    assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
  }

  /** All kinds of workers are there. */
  private void storage(Instant heard) {
    Kinds kinds = new Kinds(Map.of("gpu", cluster.now), Set.of(), Instant.EPOCH);
    cluster.only(new JobEvent.Tick(kinds, false, heard));
  }

  @Test
  void tilesThatMayGoAnywhereLeaveAKindThatHasGone() {
    begin("any");
    TileTask first = room("gpu");
    Instant sent = cluster.now;
    cluster.now = sent.plus(LEASE);
    tick(Map.of("gpu", sent, "cpu", cluster.now));

    assertThat(room("cpu").id()).isEqualTo(first.id());
  }

  @Test
  void idleWorkerOfAnotherKindLosesNoTile() {
    begin("same");
    room("gpu");
    cluster.now = cluster.now.plus(LEASE);
    Kinds kinds =
        new Kinds(Map.of("gpu", cluster.now, "cpu", cluster.now), Set.of("cpu"), Instant.EPOCH);

    assertThat(cluster.only(new JobEvent.Tick(kinds, false, cluster.now))).isEmpty();
    assertThat(cluster.state.open().get(0).id().attempt()).isEqualTo(1);
  }

  @Test
  void tileThatWaitsHasNoLease() {
    begin("same");
    cluster.now = cluster.now.plus(Duration.ofHours(5));
    DreamState before = cluster.state;
    tick(Map.of("gpu", cluster.now));

    assertThat(cluster.state).isEqualTo(before);
    cluster.only(new JobEvent.Answered(failure(before.open().get(0).id())));
    assertThat(cluster.state.open().get(0).failedBy())
        .as("a copy from before a restart")
        .containsExactly("w1");
  }

  private static Result.OfTask failure(TaskId task) {
    return new Result.TaskFailed(task, "w1", Problem.of(ProblemCode.INTERNAL, "bad luck"), true);
  }

  /** A dream of six tiles, none of which is out. */
  private void begin(String device) {
    cluster = new Cluster(new Size(600, 400));
    Map<String, Object> spec = new HashMap<>();
    spec.putAll(Json.MAPPER.convertValue(Fixtures.spec(TilingMode.EXACT, 1, 2, 256), Map.class));
    spec.put("device", device);
    cluster.request(Json.MAPPER.convertValue(spec, DreamSpec.class));
    cluster.only(new JobEvent.Answered(cluster.pending.remove(0)));
    assertThat(cluster.state.open()).hasSize(6).allMatch(OpenWork::waits);
  }

  private TileTask room(String kind) {
    List<Effect> effects = cluster.only(new JobEvent.Room(kind));
    assertThat(effects).hasOnlyElementsOfType(Effect.DispatchTile.class).hasSize(1);
    assertThat(((Effect.DispatchTile) effects.get(0)).kind()).isEqualTo(kind);
    return ((Effect.DispatchTile) effects.get(0)).task();
  }

  private void tick(Map<String, Instant> heard) {
    cluster.only(new JobEvent.Tick(new Kinds(heard, Set.of(), Instant.EPOCH), false, cluster.now));
  }
}

package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases of tiles in hand, by the time that those before them took; 2 x 2 tiles of one size. */
class PaceTest {
  private static final Size PICTURE = new Size(480, 480);
  private static final Duration LEASE = Cluster.PATIENCE.lease();
  private static final Duration HOLD = Cluster.PATIENCE.hold();
  private static final Duration BEAT = Duration.ofSeconds(2);

  private Cluster cluster;

  @BeforeEach
  void tilesAreOut() {
    cluster = Cluster.dreaming(PICTURE, Fixtures.spec(TilingMode.EXACT, 1, 2, 256));
    cluster.answer(cluster.pending.remove(0));
    assertThat(cluster.tiles()).hasSize(4);
  }

  @ParameterizedTest(name = "tiles of {0} s: {1} s")
  @CsvSource({"0.5, 30", "14, 30", "25, 50", "90, 180", "239, 478", "1e6, 480", "1e30, 480"})
  void tileOfASilentWorkerIsWaitedForTwiceAsLongAsItShouldTakeWithinBounds(
      double seconds, long lease) {
    dreamed(0, seconds);
    beat(1);

    assertThat(cluster.tick(Duration.ofSeconds(lease).minusMillis(5), false)).isEmpty();
    assertThat(Cluster.tiles(cluster.tick(Duration.ofMillis(10), false)))
        .extracting(TileTask::id)
        .containsExactly(tile(1, 2));
    assertThat(cluster.state.open().stream().filter(work -> work.id().equals(tile(1, 2))))
        .allMatch(work -> work.failedBy().equals(List.of("w1")));
  }

  @Test
  void eachFailureDoublesTheMeasuredLease() {
    dreamed(0, 25);
    beat(1);
    cluster.tick(Duration.ofSeconds(51), false);
    cluster.apply(new JobEvent.Beat("w2", Answers.KIND, List.of(tile(1, 2))));

    assertThat(cluster.tick(Duration.ofSeconds(99), false)).isEmpty();
    assertThat(Cluster.tiles(cluster.tick(Duration.ofSeconds(2), false))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void timesThatCannotBeMeasureNothing(double seconds) {
    dreamed(0, seconds);
    beat(1);

    assertThat(cluster.state.paces()).isEmpty();
    assertThat(cluster.tick(LEASE.minusMillis(1), false)).isEmpty();
    assertThat(Cluster.tiles(cluster.tick(Duration.ofMillis(1), false))).hasSize(1);
  }

  @Test
  void paceFollowsTheLatestTilesByAQuarterOfTheWay() {
    dreamed(0, 1);
    double first = cluster.state.paces().get(Answers.KIND);
    dreamed(1, 5);
    assertThat(cluster.state.paces().get(Answers.KIND))
        .isCloseTo(2 * first, Percentage.withPercentage(0.001));
  }

  @Test
  void eachKindOfDeviceHasAPaceOfItsOwn() {
    dreamed(0, 100);
    beat(1);
    OpenWork there = held(1);
    Draft dream = new Draft(cluster.state, cluster.now);
    OpenWork elsewhere = there.waiting().out("cuda", there.due());

    assertThat(Pace.expected(dream, there).toSeconds()).isBetween(99L, 100L);
    assertThat(Pace.expected(dream, elsewhere)).isNull();
  }

  @Test
  void tileThatIsHeldForTooLongByAWorkerThatIsHeardGoesOutBesidesAndNobodyHasFailed() {
    dreamed(0, 0.5);
    beatFor(1, LEASE);
    assertThat(cluster.tiles()).hasSize(4);

    beatFor(1, LEASE);
    assertThat(cluster.tiles()).extracting(TileTask::id).contains(tile(1, 2)).hasSize(5);
    assertThat(held(1).failedBy()).isEmpty();
    cluster.run();
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void itGoesOutBesidesOnceOnlyHoweverLongItsWorkersAreHeard() {
    dreamed(0, 0.5);
    beatFor(1, Duration.ofMinutes(50));

    assertThat(cluster.tiles()).hasSize(5);
    assertThat(cluster.status()).isEqualTo(DreamStatus.RUNNING);
  }

  /** Ten times what it should take is more than an hour. */
  @Test
  void verySlowTilesMayBeHeldForLongerThanOthers() {
    dreamed(0, 600);
    beatFor(1, HOLD.plus(LEASE));
    assertThat(cluster.tiles()).hasSize(4);

    beatFor(1, Duration.ofMinutes(50));
    assertThat(cluster.tiles()).as("besides").hasSize(5);
    beatFor(1, Duration.ofMinutes(90));
    assertThat(held(1).failedBy()).isEmpty();
    beatFor(1, Duration.ofMinutes(30));
    assertThat(held(1).failedBy()).containsExactly("w1");
  }

  @Test
  void slowTilesMayBeHeldForTenTimesAsLongAsTheyShouldTake() {
    dreamed(0, 60);
    beatFor(1, Duration.ofMinutes(10));
    assertThat(cluster.tiles()).hasSize(4);

    beatFor(1, Duration.ofMinutes(3));
    assertThat(cluster.tiles()).hasSize(5);
  }

  @Test
  void stateOfAnOlderSchedulerHasMeasuredNothing() {
    dreamed(0, 0.5);
    beat(1);
    String json = new String(Json.write(DreamState.class, cluster.state), StandardCharsets.UTF_8);
    String older =
        json.replaceAll("\"paces\":\\{[^}]*},", "").replaceAll("\"since\":\"[^\"]*\",", "");
    assertThat(older.length()).isLessThan(json.length() - 50);
    cluster.state = Json.read(DreamState.class, older.getBytes(StandardCharsets.UTF_8));

    assertThat(cluster.state.paces()).isEmpty();
    beatFor(1, LEASE.multipliedBy(3));
    assertThat(cluster.tiles()).hasSize(4);
  }

  private void dreamed(int index, double seconds) {
    Result.TileDreamed answer = Answers.to(cluster.tiles().get(index));
    cluster.pending.remove(answer);
    cluster.answer(
        new Result.TileDreamed(
            answer.task(),
            answer.worker(),
            answer.delta(),
            answer.sha256(),
            answer.statistics(),
            seconds,
            answer.device(),
            answer.kind()));
  }

  private void beat(int index) {
    cluster.apply(new JobEvent.Beat("w1", Answers.KIND, List.of(tile(index, 1))));
  }

  /** A worker goes on saying that it has the tile. */
  private void beatFor(int index, Duration time) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(BEAT)) {
      beat(index);
      cluster.tick(BEAT, false);
    }
  }

  private OpenWork held(int index) {
    return cluster.state.open().stream()
        .filter(work -> work.id().sameWork(tile(index, 1)))
        .findFirst()
        .orElseThrow();
  }

  private static TaskId tile(int index, int attempt) {
    return TaskId.of("dream-1/k3/o0/r0/tile/%d/a%d".formatted(index, attempt));
  }
}

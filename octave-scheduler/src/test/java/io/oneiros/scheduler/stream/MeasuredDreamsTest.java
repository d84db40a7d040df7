package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.SchedulerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the metrics say of dreams that run through the topology. */
class MeasuredDreamsTest extends DrivenTopology {
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @Override
  Observer observer() {
    return new SchedulerMetrics(metrics);
  }

  @Test
  void aWholeDreamIsCountedAndTimed() {
    request();
    answerAll();
    tick();

    assertThat(counted("oneiros.dreams.accepted")).isEqualTo(1);
    assertThat(counted("oneiros.dreams.ended", "state", "completed")).isEqualTo(1);
    assertThat(counted("oneiros.tiles.sent", "kind", Answers.KIND, "attempt", "first"))
        .isEqualTo(tiles.size());
    assertThat(counted("oneiros.tiles.answered", "kind", Answers.KIND, "outcome", "dreamed"))
        .isEqualTo(tiles.size());
    assertThat(timer("oneiros.tile.queue").count()).isEqualTo(tiles.size());
    assertThat(timer("oneiros.tile.turnaround").count()).isEqualTo(tiles.size());
    assertThat(metrics.get("oneiros.dream").timer().count()).isEqualTo(1);
    assertThat(metrics.get("oneiros.octave").timer().count()).isEqualTo(2);
    assertThat(metrics.get("oneiros.round").timer().count()).isGreaterThan(2);
    assertThat(open("running")).isZero();
  }

  @Test
  void tilesAreReadyThenInFlightThenNeither() {
    slots = 1;
    beat(List.of());
    request();
    answerOne();
    tick();
    int all = tiles.size() + (int) ready("none") + (int) ready(Answers.KIND);
    assertThat(tiles).hasSize(1);
    assertThat(all).isGreaterThan(1);
    assertThat(metrics.get("oneiros.tiles.in.flight").tag("kind", Answers.KIND).gauge().value())
        .isEqualTo(1);
    assertThat(metrics.get("oneiros.slots").tag("kind", Answers.KIND).gauge().value()).isEqualTo(1);
    assertThat(open("running")).isEqualTo(1);

    answerAll();
    tick();
    assertThat(ready("none") + ready(Answers.KIND)).isZero();
    assertThat(open("running")).isZero();
  }

  @Test
  void waitsAndRoundsTakeAsLongAsTheyTake() {
    slots = 1;
    beat(List.of());
    request();
    answerOne();
    driver.advanceWallClockTime(Duration.ofSeconds(3));
    beat(List.of(tiles.get(0).id()));
    answerOne();
    assertThat(timer("oneiros.tile.turnaround").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(timer("oneiros.tile.queue").max(TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void whatIsGivenUpIsCountedByItsCode() {
    requests.pipeInput(DREAM, "no json".getBytes(StandardCharsets.UTF_8));
    assertThat(counted("oneiros.dead.letters", "code", "invalid-message")).isEqualTo(1);
  }

  @Test
  void anAnswerThatNobodyWaitsForHasNoKind() {
    request();
    answerOne();
    Result.OfTask first = Answers.to(tiles.get(0));
    answerAll();
    results.pipeInput(DREAM, Json.write(Result.class, first));
    assertThat(counted("oneiros.tiles.answered", "kind", "none", "outcome", "dreamed"))
        .isEqualTo(1);
  }

  private void tick() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  private double counted(String name, String... tags) {
    return metrics.get(name).tags(tags).counter().count();
  }

  private Timer timer(String name) {
    return metrics.get(name).tag("kind", Answers.KIND).timer();
  }

  private double ready(String kind) {
    return metrics.get("oneiros.tiles.ready").tag("kind", kind).gauge().value();
  }

  private double open(String state) {
    return metrics.get("oneiros.dreams.open").tag("state", state).gauge().value();
  }
}

package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.gateway.canary", value = "200ms"),
      @ResourceArg(name = "oneiros.gateway.canary-patience", value = "2s")
    })
class CanaryIT implements RealParts.NeedsParts {
  @Inject DreamBoard board;

  private RealParts parts;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @Test
  void aDreamThatNobodyDreamsIsAFailureAndOneThatCompletesIsTimedAndDeleted() {
    await().until(() -> told("oneiros_canary_failures_total") >= 1);
    assertThat(told("oneiros_canary_seconds_count")).isZero();
    assertThat(told("oneiros_canary_last_success_timestamp_seconds")).isZero();

    try (Scheduler scheduler = new Scheduler(parts.kafka().bootstrapServers())) {
      Set<String> completed = new HashSet<>();
      await()
          .until(
              () -> {
                open().ifPresent(dream -> completed.add(complete(dream, scheduler)));
                return told("oneiros_canary_seconds_count") >= 1;
              });
      assertThat(told("oneiros_canary_last_success_timestamp_seconds")).isPositive();
      await()
          .untilAsserted(
              () ->
                  assertThat(completed)
                      .isNotEmpty()
                      .allSatisfy(id -> assertThat(scheduler.requests(id)).hasSize(2)));
    }
  }

  /** Which may come too late for the canary's patience: then it is the next one's turn. */
  private static String complete(DreamSnapshot dream, Scheduler scheduler) {
    assertThat(dream.terms().tenant()).isEqualTo("canary");
    scheduler.tell(Snapshots.of(dream.id(), 5, DreamStatus.COMPLETED));
    return dream.id();
  }

  private Optional<DreamSnapshot> open() {
    List<DreamSnapshot> all = board.newest(DreamStatus.ACCEPTED, 1);
    return all.stream().filter(dream -> !dream.deleting()).findFirst();
  }

  private static double told(String metric) {
    return Arrays.stream(given().get("/q/metrics").asString().split("\n"))
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}

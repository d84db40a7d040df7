package io.oneiros.scheduler.stream;

import static io.oneiros.contract.TaskId.Kind.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class DreamTopologyTest extends DrivenTopology {
  @Test
  void wholeDream() {
    request();
    answerAll();

    List<TestRecord<String, byte[]>> shown = jobs.readRecordsToList();
    DreamSnapshot last = Json.read(DreamSnapshot.class, shown.get(shown.size() - 1).value());
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(last.sequence()).isEqualTo(shown.size());
    assertThat(header(shown.get(0), "ce_type")).isEqualTo("io.oneiros.dream-snapshot.v1");
    assertThat(header(shown.get(0), "ce_subject")).isEqualTo(DREAM);
    assertThat(header(shown.get(0), "ce_source")).isEqualTo("/oneiros/octave-scheduler");
    assertThat(events.readValuesToList())
        .extracting(json -> Json.read(DreamEvent.class, json).getClass().getSimpleName())
        .containsExactly("Accepted", "Started", "OctaveCompleted", "OctaveCompleted", "Completed");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void whatCannotBeReadIsBuriedAndTheRestGoesOn() {
    requests.pipeInput(DREAM, "no json".getBytes(StandardCharsets.UTF_8));
    requests.pipeInput(DREAM, "{\"type\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8));
    requests.pipeInput("another-key", request(DREAM));
    requests.pipeInput((String) null, request(DREAM));
    results.pipeInput(DREAM, (byte[]) null);
    results.pipeInput(DREAM, "null".getBytes(StandardCharsets.UTF_8));
    results.pipeInput(DREAM, "{\"type\":\"stored\"}".getBytes(StandardCharsets.UTF_8));
    results.pipeInput(
        DREAM, "{\"type\":\"stored\",\"task\":\"x\"}".getBytes(StandardCharsets.UTF_8));

    List<DeadLetter> letters =
        deadLetters.readValuesToList().stream()
            .map(json -> Json.read(DeadLetter.class, json))
            .toList();
    assertThat(letters).hasSize(8);
    assertThat(letters.get(0).message().asText()).isEqualTo("no json");
    assertThat(letters.get(1).message().get("type").asText()).isEqualTo("nonsense");
    assertThat(letters.get(2).problem().detail()).contains("'another-key'", "'dream-1'");
    request();
    answerAll();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void resultOfAKindThatOnlyANewerVersionKnowsIsPassedOverAndCounted() {
    request();
    results.pipeInput(DREAM, "{\"type\":\"tile-imagined\"}".getBytes(StandardCharsets.UTF_8));
    answerAll();

    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(unknown).isEqualTo(1);
  }

  @Test
  void dreamThatNeedsStorageFailsWhereNoneIsHeardForAQuarterOfAnHour() {
    request();
    pass(PATIENCE.absence().dividedBy(2));
    storageBeat("s1", List.of());
    beat(List.of());
    pass(PATIENCE.absence().minusSeconds(1));
    assertThat(lastShown().status()).isEqualTo(DreamStatus.ACCEPTED);

    pass(Duration.ofSeconds(1));
    assertThat(lastShown().problem().code()).isEqualTo(ProblemCode.NO_STORAGE);
  }

  @Test
  void dreamWhoseNetworkCannotBeHadYetIsTriedAgainEverySecond() {
    trouble = new ProblemException(ProblemCode.UNAVAILABLE, "not now");
    request();
    pass(Duration.ofSeconds(5));
    assertThat(lastShown().status()).isEqualTo(DreamStatus.ACCEPTED);
    assertThat(jobs.isEmpty()).isTrue();

    trouble = null;
    pass(Duration.ofSeconds(1));
    answerAll();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void errorOfOursFailsTheDreamItIsAboutAndNoOther() {
    trouble = new ProblemException(ProblemCode.UNAVAILABLE, "not now");
    request();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.ACCEPTED);
    trouble = new IllegalStateException("a fault");
    pass(Duration.ofSeconds(1));
    assertThat(lastShown().problem().code()).isEqualTo(ProblemCode.INTERNAL);
    trouble = null;

    String other = "dream-2";
    requests.pipeInput(other, request(other));
    answerAll();

    DreamSnapshot last = lastShown();
    assertThat(last.id()).isEqualTo(other);
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void poisonedTileFailsItsDreamAndNoOther() {
    request();
    answerOne();
    TaskId poisoned = tiles.get(0).id();
    answers.clear();
    String other = "dream-2";
    requests.pipeInput(other, request(other));
    for (int attempt = 1; attempt <= 3; attempt++) {
      Result failed =
          new Result.TaskFailed(
              poisoned.withAttempt(attempt),
              "w" + attempt % 2,
              Problem.of(ProblemCode.TILE_FAILED, "poison"),
              true);
      results.pipeInput(DREAM, Json.write(Result.class, failed));
      beat(List.of());
      pass(Duration.ofSeconds(5));
    }
    answerAll();

    Map<String, DreamSnapshot> last =
        jobs.readValuesToList().stream()
            .map(job -> Json.read(DreamSnapshot.class, job))
            .collect(Collectors.toMap(DreamSnapshot::id, job -> job, (before, after) -> after));
    assertThat(last.get(DREAM).problem().code()).isEqualTo(ProblemCode.TILE_FAILED);
    assertThat(last.get(other).status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(deadLetters.readKeyValue().key).isEqualTo(poisoned.withAttempt(3).toString());
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void lostTileGoesOutAgainOnceAWorkerHasLongBeenIdle() {
    request();
    answerOne();
    int before = tiles.size();
    pass(Duration.ofSeconds(70));
    assertThat(tiles).as("nobody works, so nothing is lost").hasSize(before);

    for (int i = 0; i < 4; i++) {
      beat(List.of());
      pass(Duration.ofSeconds(5));
    }

    assertThat(tiles).hasSize(2 * before);
    assertThat(tiles.get(before).id()).isEqualTo(tiles.get(0).id().withAttempt(2));
  }

  @Test
  void lostTileGoesOutAgainThoughItIsNotAlwaysTheSameWorkerThatHasASlotFree() {
    slots = 1;
    request();
    answerOne();
    int before = tiles.size();
    TaskId another = TaskId.of("another/k3/o0/r0/tile/0/a1");
    for (int i = 0; i < 10; i++) {
      beat("worker-1", i % 2 == 0 ? List.of() : List.of(another));
      beat("worker-2", i % 2 == 0 ? List.of(another) : List.of());
      pass(Duration.ofSeconds(10));
    }

    assertThat(tiles.stream().map(TileTask::id)).contains(tiles.get(0).id().withAttempt(2));
    assertThat(tiles.size()).isGreaterThan(before);
  }

  @Test
  void queuedTileIsNotLostWhileAllSlotsAreTaken() {
    slots = 1;
    request();
    answerOne();
    int before = tiles.size();
    for (int i = 0; i < 20; i++) {
      beat("worker-1", List.of(TaskId.of("another/k3/o0/r0/tile/0/a1")));
      pass(Duration.ofSeconds(10));
    }

    assertThat(tiles).hasSize(before);
  }

  @Test
  void dreamOutlivesThatTheSchedulersMachineSleeps() {
    request();
    answerOne();
    beat(List.of(tiles.get(0).id()));
    int before = tiles.size();
    driver.advanceWallClockTime(PATIENCE.absence().multipliedBy(4));
    pass(PATIENCE.notice());
    beat(List.of(tiles.get(0).id()));
    storageBeat("s1", List.of());
    pass(PATIENCE.notice());

    assertThat(tiles).as("no lease has passed").hasSize(before);
    answerAll();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void heartbeatKeepsTheLeaseOfWhatAWorkerHasInHand() {
    request();
    answerOne();
    int before = tiles.size();
    for (int i = 0; i < 20; i++) {
      beat(tiles.stream().map(TileTask::id).toList());
      pass(Duration.ofSeconds(10));
    }
    assertThat(tiles).hasSize(before);
  }

  @Test
  void storageTaskIsLostOnlyOnceAllStorageHasLongBeenIdle() {
    request();
    answers.clear();
    pass(Duration.ofSeconds(70));
    storageBeat("s1", List.of());
    storageBeat("s2", List.of(TaskId.of("another/k3/o0/r0/export/0/a1")));
    pass(Duration.ofSeconds(20));
    assertThat(answers).as("it may be in the queue of s2").isEmpty();

    storageBeat("s2", List.of());
    pass(Duration.ofSeconds(20));

    assertThat(answers)
        .extracting(Result.OfTask::task)
        .containsExactly(TaskId.of("dream-1/k3/o0/r0/ingest/0/a2"));
  }

  @Test
  void cancelledTwiceADreamIsForgottenOnceWhatIsOutIsOverAndItsObjectsAreDeleted() {
    request();
    cancel();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.CANCELLED);
    cancel();
    answers.clear();

    pass(PATIENCE.notice());
    assertThat(answers).extracting(answer -> answer.task().kind()).containsExactly(DELETE);
    assertThat(jobs.isEmpty()).isTrue();
    answerOne();

    assertThat(jobs.readRecord().value()).isNull();
    assertThat(driver.<String, byte[]>getKeyValueStore(DreamProcessor.STORE).get(DREAM)).isNull();
  }
}

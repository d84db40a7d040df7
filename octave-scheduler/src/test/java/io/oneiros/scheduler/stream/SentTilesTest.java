package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When tiles go out, and to whom. */
class SentTilesTest extends DrivenTopology {
  @Test
  void asManyAreOutAsWorkersCanTakeAndOneFollowsEachAnswerAtOnce() {
    slots = 2;
    beat(List.of());
    large();
    answerOne();
    assertThat(tiles).hasSize(2);

    answerOne();
    assertThat(tiles).hasSize(3);
    answerAll();
    assertThat(tiles).hasSize(20);
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void newWorkersAreGivenTilesAtTheirFirstHeartbeat() {
    slots = 2;
    beat(List.of());
    large();
    answerOne();

    beat("worker-2", "cpu");

    assertThat(tiles).hasSize(4);
  }

  @Test
  void allTilesOfADreamGoToOneKindAndThoseOfAnotherElsewhere() {
    slots = 2;
    beat(List.of());
    beat("worker-2", "gpu");
    large();
    answerOne();
    requests.pipeInput("dream-2", request("dream-2"));
    answers.addFirst(answers.removeLast());
    answerOne();

    assertThat(kinds.get(DREAM)).hasSize(2).containsOnly("cpu");
    assertThat(kinds.get("dream-2")).hasSize(2).containsOnly("gpu");
  }

  @Test
  void workersThatAreSilentAreSentNothing() {
    slots = 2;
    beat(List.of());
    pass(Duration.ofSeconds(61));
    large();
    answerOne();
    assertThat(tiles).isEmpty();

    beat(List.of());
    assertThat(tiles).hasSize(2);
  }

  @Test
  void workerWhoseKindNamesNoTopicIsSentNothing() {
    beat("worker-1", "../cpu");
    slots = 0;
    beat(List.of());
    large();
    answerOne();

    assertThat(tiles).isEmpty();
  }

  /** Twenty tiles in one round. */
  private void large() {
    Request request =
        new Request.DreamRequested(
            DREAM, Fixtures.spec(TilingMode.EXACT, 1, 1, 128), "upload", null, null, null);
    requests.pipeInput(DREAM, Json.write(Request.class, request));
  }

  private void beat(String worker, String kind) {
    Result beat = new Result.WorkerHeartbeat(worker, 2, List.of(), kind, List.of());
    results.pipeInput(worker, Json.write(Result.class, beat));
  }
}

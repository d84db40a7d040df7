package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class UnsentTasksTest extends DrivenTopology {
  @Test
  void tilesThatCouldNotBeSentGoOutAsSoonAsTheBrokerIsBackThoughNobodyIsIdle() {
    request();
    refusal = new TimeoutException("no broker");
    answerOne();
    minutes(10);
    assertThat(tiles).isEmpty();

    refusal = null;
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(tiles).extracting(tile -> tile.id().index()).containsExactly(0, 1, 2, 3);
    assertThat(tiles).extracting(tile -> tile.id().attempt()).containsOnly(1);
    answerAll();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void tileThatNoBrokerWouldTakeFailsItsDream() {
    request();
    refusal = new RecordTooLargeException("2 MB");
    answerOne();
    minutes(1);

    assertThat(lastShown().problem().code()).isEqualTo(ProblemCode.TILE_FAILED);
    assertThat(tiles).isEmpty();
  }

  private void minutes(int minutes) {
    for (int second = 0; second < 60 * minutes; second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
      beat(List.of());
    }
  }
}

package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest extends DrivenTopology {
  @Test
  void completedDreamIsDeletedAndForgottenWhenItsTimeIsOver() {
    complete();

    driver.advanceWallClockTime(RETENTION.minusSeconds(2));
    assertThat(answers).isEmpty();
    assertThat(jobs.isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofSeconds(3));
    assertThat(lastShown().deleting()).isTrue();
    answerAll();
    assertThat(jobs.readValue()).as("forgotten").isNull();
    assertThat(driver.getKeyValueStore(DreamProcessor.STORE).get(DREAM)).isNull();
  }

  @Test
  void schedulerThatStartsAnewKnowsWhenDreamsHaveEnded() {
    Instant over = complete().plus(RETENTION);
    Retention retention = new Retention(RETENTION);
    Dreams dreams =
        new Dreams(driver.getKeyValueStore(DreamProcessor.STORE), retention, Instant.EPOCH);

    assertThat(retention.expired(dreams::get, over.minusMillis(1))).isEmpty();
    assertThat(retention.expired(dreams::get, over)).containsExactly(DREAM);
    assertThat(retention.expired(dreams::get, over)).as("told once").isEmpty();
  }

  @Test
  void dreamThatWaitsIsNotForgotten() {
    request();
    driver.advanceWallClockTime(RETENTION.multipliedBy(2));
    storageBeat("s1", List.of());
    pass(Duration.ofSeconds(30));

    assertThat(lastShown().status()).isEqualTo(DreamStatus.ACCEPTED);
  }

  /**
   * @return when it was
   */
  private Instant complete() {
    request();
    answerAll();
    DreamSnapshot shown = lastShown();
    assertThat(shown.status()).isEqualTo(DreamStatus.COMPLETED);
    return shown.updatedAt();
  }
}

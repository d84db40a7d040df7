package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.Timings.Round;
import io.oneiros.scheduler.Timings.Sent;
import io.oneiros.scheduler.job.DreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private final Timings timings = new Timings();

  @Test
  void roundIsTimedFromItsBeginAndItsTailFromTheLastAnswer() {
    assertThat(timings.changed(round(0, 0), at(10))).isEmpty();
    timings.sent(tile(0, 1), "cpu", at(11));
    timings.sent(tile(1, 1), "cpu", at(12));
    timings.answered(tile(1, 1), at(15));
    assertThat(timings.changed(round(0, 0), at(16))).isEmpty();
    timings.answered(tile(0, 1), at(18));
    assertThat(timings.changed(round(0, 1), at(21))).contains(new Round(seconds(11), seconds(3)));
    timings.sent(tile(0, 1), "cpu", at(22));
    timings.answered(tile(0, 1), at(23));
    assertThat(timings.changed(round(1, 0), at(25))).contains(new Round(seconds(4), seconds(2)));
  }

  @Test
  void roundWithoutAnAnswerAndTheEndOfADreamTellNothing() {
    timings.changed(round(0, 0), at(0));
    assertThat(timings.changed(round(0, 1), at(5))).isEmpty();
    timings.sent(tile(0, 1), "cpu", at(6));
    timings.answered(tile(0, 1), at(7));
    assertThat(timings.changed(Fixtures.dream(DreamStatus.CANCELLED, 0, 1), at(8))).isEmpty();
    assertThat(timings.sent(tile(0, 1), "cpu", at(9))).isEmpty();
    assertThat(timings.answered(tile(0, 1), at(9))).isEmpty();
  }

  @Test
  void onlyTheFirstSendingOfATileHasWaited() {
    timings.changed(round(0, 0), at(1));
    assertThat(timings.sent(tile(0, 1), "cpu", at(4))).contains(seconds(3));
    assertThat(timings.sent(tile(0, 1), "cpu", at(5))).isEmpty();
    assertThat(timings.sent(tile(0, 2), "cpu", at(6))).isEmpty();
    // Its first attempt went out before a restart.
    assertThat(timings.sent(tile(1, 2), "cpu", at(6))).isEmpty();
  }

  @Test
  void answerIsTimedFromTheLatestSendingAndCountsOnce() {
    timings.changed(round(0, 0), at(0));
    timings.sent(tile(0, 1), "cpu", at(1));
    timings.sent(tile(0, 2), "cuda", at(3));
    assertThat(timings.answered(tile(0, 1), at(4))).contains(new Sent("cuda", at(3)));
    assertThat(timings.answered(tile(0, 2), at(9))).isEmpty();
    assertThat(timings.changed(round(0, 1), at(10))).contains(new Round(seconds(10), seconds(6)));
  }

  @Test
  void whatIsClearedIsTimedFromItsNextRound() {
    timings.changed(round(0, 0), at(0));
    timings.sent(tile(0, 1), "cpu", at(1));
    timings.clear();
    assertThat(timings.answered(tile(0, 1), at(2))).isEmpty();
    assertThat(timings.changed(round(0, 1), at(3))).isEmpty();
    assertThat(timings.sent(tile(0, 1), "cpu", at(5))).isEqualTo(Optional.of(seconds(2)));
  }

  private static DreamState round(int octave, int round) {
    return Fixtures.dream(DreamStatus.RUNNING, octave, round);
  }

  private static TaskId tile(int index, int attempt) {
    return new TaskId("d", "k3", 0, 0, TaskId.Kind.TILE, index, attempt);
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }
}

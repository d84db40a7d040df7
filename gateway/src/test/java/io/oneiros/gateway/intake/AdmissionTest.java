package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.Full;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant NOW = START.plusSeconds(100);

  private final DreamBoard board = new DreamBoard(100);
  private final Admission admission =
      new Admission(settings(), board, Clock.fixed(NOW, ZoneOffset.UTC));

  /** Three dreams, a thousand pixel-steps. */
  private static LimitSettings settings() {
    return new SmallRyeConfigBuilder()
        .withMapping(LimitSettings.class)
        .withDefaultValue("oneiros.limits.max-open-dreams", "3")
        .withDefaultValue("oneiros.limits.max-open-pixel-steps", "1000")
        .build()
        .getConfigMapping(LimitSettings.class);
  }

  @Test
  void oneDreamMoreThanMayBeOpenIsRefusedUntilOneHasEnded() {
    admission.admit("a", 1);
    admission.admit("b", 1);
    admission.admit("c", 1);

    Full full = refused("d", 1);
    assertThat(full.problem().code()).isEqualTo(ProblemCode.TOO_MANY_OPEN_DREAMS);
    assertThat(full.problem().setting()).isEqualTo("oneiros.limits.max-open-dreams");
    assertThat(full.problem().detail()).contains("3 dreams are open, at most 3 may be");
    assertThat(full.retryAfter()).as("nobody can tell").isEqualTo(Duration.ofSeconds(30));

    show("a", DreamStatus.COMPLETED, 1, 1);
    assertThatCode(() -> admission.admit("d", 1)).doesNotThrowAnyException();
  }

  @Test
  void sameDreamTwiceCountsOnce() {
    for (int i = 0; i < 9; i++) {
      admission.admit("a", 900);
    }
    admission.admit("b", 100);
  }

  @Test
  void dreamsThatOthersHaveTakenCount() {
    for (String id : List.of("x", "y", "z")) {
      show(id, DreamStatus.ACCEPTED, 0, 0);
    }
    assertThat(refused("a", 1).problem().code()).isEqualTo(ProblemCode.TOO_MANY_OPEN_DREAMS);
  }

  @Test
  void moreWorkThanMayBeOpenIsRefusedForAsLongAsTheExcessTakes() {
    show("x", DreamStatus.RUNNING, 200, 1000);

    Full full = refused("a", 300);
    assertThat(full.problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
    assertThat(full.problem().setting()).isEqualTo("oneiros.limits.max-open-pixel-steps");
    assertThat(full.problem().detail()).contains("300 pixel-steps", "800 are open", "at most 1000");
    // 200 pixel-steps in 100 s, and 100 too many.
    assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(50));

    admission.admit("a", 200);
    assertThat(refused("b", 1).problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
  }

  @Test
  void workThatIsDoneIsOpenNoMore() {
    admission.admit("a", 900);
    assertThat(refused("b", 500)).isNotNull();
    show("a", DreamStatus.RUNNING, 600, 900);
    admission.shown("a");

    admission.admit("b", 500);
  }

  @Test
  void largestDreamOfAllIsTakenWhenNothingElseIsOpen() {
    admission.admit("a", 1_000_000);
    assertThat(refused("b", 1).problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
  }

  @Test
  void whatWasNotTakenAfterAllLeavesRoom() {
    admission.admit("a", 1000);
    admission.withdraw("a");
    admission.admit("b", 1000);
  }

  @Test
  void dreamThatIsForgottenBeforeItsWorkWasToldLeavesRoom() {
    admission.admit("a", 1000);
    show("a", DreamStatus.ACCEPTED, 0, 0);
    admission.shown("a");
    board.forget("a");

    admission.admit("b", 1000);
  }

  @Test
  void waitIsNeitherForEverNorNothing() {
    show("x", DreamStatus.RUNNING, 1, 1_000_000);
    assertThat(refused("a", 5).retryAfter()).isEqualTo(Duration.ofMinutes(10));
    show("x", DreamStatus.RUNNING, 999_001, 1_000_000);
    assertThat(refused("a", 2).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  private Full refused(String dream, long pixelSteps) {
    Full full = catchThrowableOfType(Full.class, () -> admission.admit(dream, pixelSteps));
    assertThat(full).isNotNull();
    return full;
  }

  private void show(String id, DreamStatus status, long done, long total) {
    board.show(
        new DreamSnapshot(
            id,
            board.find(id).map(DreamSnapshot::sequence).orElse(0L) + 1,
            status,
            null,
            null,
            0,
            new Progress(0, 0, 0, 0, done, total, 0),
            List.of(),
            START,
            START,
            null,
            null,
            null,
            false,
            null));
  }
}

package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Terms;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.Full;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant NOW = START.plusSeconds(100);

  private static final Runnable TAKEN = () -> {};

  private final DreamBoard board = new DreamBoard(100);
  private final Admission admission = admission(Map.of());

  @BeforeEach
  void catchUp() {
    board.caughtUp();
  }

  /** Three dreams, a thousand pixel-steps, and what else is set. */
  private Admission admission(Map<String, String> more) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .withMapping(LimitSettings.class)
            .withDefaultValue("oneiros.limits.max-open-dreams", "3")
            .withDefaultValue("oneiros.limits.max-open-pixel-steps", "1000");
    more.forEach((name, value) -> config.withDefaultValue("oneiros.limits." + name, value));
    return new Admission(
        config.build().getConfigMapping(LimitSettings.class),
        board,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void oneDreamMoreThanMayBeOpenIsRefusedUntilOneHasEnded() {
    admit("a", 1);
    admit("b", 1);
    admit("c", 1);

    Full full = refused("d", 1);
    assertThat(full.problem().code()).isEqualTo(ProblemCode.TOO_MANY_OPEN_DREAMS);
    assertThat(full.problem().setting()).isEqualTo("oneiros.limits.max-open-dreams");
    assertThat(full.problem().detail()).contains("3 dreams are open, at most 3 may be");
    assertThat(full.retryAfter()).as("nobody can tell").isEqualTo(Duration.ofSeconds(30));

    show("a", DreamStatus.COMPLETED, 1, 1);
    assertThatCode(() -> admit("d", 1)).doesNotThrowAnyException();
  }

  @Test
  void sameDreamTwiceCountsOnce() {
    for (int i = 0; i < 9; i++) {
      admit("a", 900);
    }
    admit("b", 100);
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

    admit("a", 200);
    assertThat(refused("b", 1).problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
  }

  @Test
  void workThatIsDoneIsOpenNoMore() {
    admit("a", 900);
    assertThat(refused("b", 500)).isNotNull();
    show("a", DreamStatus.RUNNING, 600, 900);
    admission.shown("a");

    admit("b", 500);
  }

  @Test
  void largestDreamOfAllIsTakenWhenNothingElseIsOpen() {
    admit("a", 1_000_000);
    assertThat(refused("b", 1).problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
  }

  @Test
  void whatWasNotTakenAfterAllLeavesRoom() {
    Runnable fails =
        () -> {
          throw new IllegalStateException("no broker");
        };
    assertThatThrownBy(() -> admission.admit("a", "", 1000, fails)).hasMessage("no broker");
    admit("b", 1000);
  }

  @Test
  void dreamThatIsForgottenBeforeItsWorkWasToldLeavesRoom() {
    admit("a", 1000);
    show("a", DreamStatus.ACCEPTED, 0, 0);
    admission.shown("a");
    board.forget("a");

    admit("b", 1000);
  }

  @Test
  void waitIsNeitherForEverNorNothing() {
    show("x", DreamStatus.RUNNING, 1, 1_000_000);
    assertThat(refused("a", 5).retryAfter()).isEqualTo(Duration.ofMinutes(10));
    show("x", DreamStatus.RUNNING, 999_001, 1_000_000);
    assertThat(refused("a", 2).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void oneTenantsDreamsAndWorkAreCountedByThemselves() {
    Admission ofTenants =
        admission(Map.of("max-tenant-dreams", "2", "max-tenant-pixel-steps", "300"));
    ofTenants.admit("a", "acme", 100, TAKEN);
    show("x", "acme", DreamStatus.RUNNING, 50, 100);

    Full dreams = refused(() -> ofTenants.admit("b", "acme", 1, TAKEN));
    assertThat(dreams.problem().code()).isEqualTo(ProblemCode.TOO_MANY_OPEN_DREAMS);
    assertThat(dreams.problem().setting()).isEqualTo("oneiros.limits.max-tenant-dreams");
    assertThat(dreams.problem().detail())
        .contains("2 dreams of tenant 'acme' are open, at most 2 may be");

    show("x", "acme", DreamStatus.COMPLETED, 100, 100);
    Full work = refused(() -> ofTenants.admit("b", "acme", 201, TAKEN));
    assertThat(work.problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
    assertThat(work.problem().setting()).isEqualTo("oneiros.limits.max-tenant-pixel-steps");
    assertThat(work.problem().detail())
        .contains("201 pixel-steps", "100 of tenant 'acme' are open", "at most 300");

    ofTenants.admit("b", "acme", 200, TAKEN);
    ofTenants.admit("c", "other", 300, TAKEN);
    assertThat(refused(() -> ofTenants.admit("d", "third", 1, TAKEN)).problem().setting())
        .as("all together may have three dreams open")
        .isEqualTo("oneiros.limits.max-open-dreams");
  }

  @Test
  void whoNamesNoTenantIsCountedWithAllWhoNameNone() {
    Admission ofTenants = admission(Map.of("max-tenant-dreams", "1"));
    ofTenants.admit("a", "", 1, TAKEN);
    ofTenants.admit("b", "acme", 1, TAKEN);
    assertThat(refused(() -> ofTenants.admit("c", "", 1, TAKEN)).problem().detail())
        .contains("1 dreams of no tenant are open");
  }

  @Test
  void dreamThatIsDreamedAgainCountsFromItsRetryToItsNextEnd() {
    show("a", DreamStatus.FAILED, 10, 900);
    DreamSnapshot failed = board.find("a").orElseThrow();
    admission.admitAgain(failed, 900, TAKEN);
    assertThat(refused("b", 200).problem().code()).isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
    admission.admitAgain(failed, 900, TAKEN);

    show("a", DreamStatus.RUNNING, 800, 900);
    admit("b", 200);
    show("a", DreamStatus.COMPLETED, 900, 900);
    admit("c", 800);
  }

  @Test
  void dreamThatIsDreamedAgainIsLetInLikeANewOne() {
    show("a", DreamStatus.FAILED, 10, 900);
    admit("b", 1000);
    DreamSnapshot failed = board.find("a").orElseThrow();
    assertThat(refused(() -> admission.admitAgain(failed, 900, TAKEN)).problem().code())
        .isEqualTo(ProblemCode.TOO_MUCH_OPEN_WORK);
  }

  private void admit(String dream, long pixelSteps) {
    admission.admit(dream, "", pixelSteps, TAKEN);
  }

  private Full refused(String dream, long pixelSteps) {
    return refused(() -> admit(dream, pixelSteps));
  }

  private static Full refused(ThrowingCallable admitting) {
    Full full = catchThrowableOfType(Full.class, admitting);
    assertThat(full).isNotNull();
    return full;
  }

  private void show(String id, DreamStatus status, long done, long total) {
    show(id, "", status, done, total);
  }

  private void show(String id, String tenant, DreamStatus status, long done, long total) {
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
            null,
            false,
            Terms.of(tenant)));
  }
}

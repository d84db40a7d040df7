package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedTest {
  private static final Size PICTURE = new Size(280, 210);
  private static final JobEvent TICK =
      new JobEvent.Tick(new Kinds(Map.of(), Set.of(), Instant.EPOCH), true, Instant.EPOCH);
  private static final DreamSpec SPEC = Fixtures.spec(TilingMode.FAST, 1, 2, 512);

  @Test
  void refusedSpecFailsTheDreamBeforeAnythingIsSpent() {
    Cluster cluster = new Cluster(PICTURE);
    List<Effect> effects = cluster.request(Fixtures.spec(TilingMode.FAST, 1, 2, 7));

    assertThat(effects).hasSize(2);
    assertThat(cluster.state.shown().recipe()).isNull();
    assertThat(cluster.state.shown().problem().code()).isEqualTo(ProblemCode.TILE_OUT_OF_RANGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "", "https://", "https://x/\n", "https://x/\u0000"})
  void webhookThatIsNoneFailsTheDreamAndIsNotKept(String webhook) {
    assertRefused(webhook);
  }

  @Test
  void webhookThatIsTooLongFailsTheDreamAndIsNotKept() {
    assertRefused("https://x/" + "y".repeat(SpecCheck.LONGEST_WEBHOOK));
  }

  private static void assertRefused(String webhook) {
    Decision decision = requested(webhook);

    assertThat(decision.state().shown().problem().code())
        .isEqualTo(ProblemCode.OPTION_OUT_OF_RANGE);
    assertThat(decision.state().followers().webhook()).isNull();
    assertThat(decision.effects())
        .filteredOn(Effect.Publish.class::isInstance)
        .hasSize(1)
        .allMatch(effect -> ((Effect.Publish) effect).webhook() == null);
  }

  /** Hosts can be exempt from TLS, which the gateways know. */
  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/hook?a=b", "HTTP://receiver.internal:8080/ü"})
  void webhookIsKept(String webhook) {
    Decision decision = requested(webhook);

    assertThat(decision.state().shown().problem()).isNull();
    assertThat(decision.state().followers().webhook()).isEqualTo(webhook);
  }

  private static Decision requested(String webhook) {
    return new JobMachine(Fixtures.CHECK, Cluster.PATIENCE, Fixtures.VERSION)
        .apply(
            null,
            new JobEvent.Requested(
                new Request.DreamRequested(
                    "d1", SPEC, "s", null, null, Instant.EPOCH, "", webhook)),
            Instant.EPOCH);
  }

  @Test
  void pictureThatDoesNotFitFailsTheDreamOnceItsSizeIsKnown() {
    Cluster cluster = Cluster.dreaming(new Size(40, 20), SPEC);
    cluster.run();

    assertThat(cluster.state.shown().problem().code())
        .isEqualTo(ProblemCode.SMALLEST_OCTAVE_TOO_SMALL);
    assertThat(cluster.tiles()).isEmpty();
  }

  @Test
  void requestForADreamWithoutAUsableIdIsBuried() {
    Decision decision =
        new JobMachine(Fixtures.CHECK, Cluster.PATIENCE, Fixtures.VERSION)
            .apply(
                null,
                new JobEvent.Requested(
                    new Request.DreamRequested("../x", SPEC, "s", null, null, Instant.EPOCH)),
                Instant.EPOCH);

    assertThat(decision.state()).isNull();
    assertThat(decision.effects()).hasSize(1).hasOnlyElementsOfType(Effect.Bury.class);
  }

  @Test
  void dreamWaitsForItsNetworkAndBeginsOnceThatCanBeHad() {
    AtomicReference<ProblemCode> trouble = new AtomicReference<>(ProblemCode.UNAVAILABLE);
    JobMachine machine = machine(trouble);
    DreamState waiting = requested(machine);
    assertThat(waiting.shown().status()).isEqualTo(DreamStatus.ACCEPTED);
    assertThat(waiting.open()).isEmpty();
    assertThat(machine.apply(waiting, TICK, at(1))).isEqualTo(new Decision(waiting, List.of()));

    trouble.set(null);
    Decision begun = machine.apply(waiting, TICK, at(2));
    assertThat(Cluster.storage(begun.effects())).hasSize(1);
    assertThat(begun.state().spec()).isNull();
    assertThat(begun.state().shown().recipe().model()).isEqualTo("net");
    assertThat(begun.state().shown().createdAt()).isEqualTo(at(0));
    assertThat(begun.state().shown().sequence()).isGreaterThan(waiting.shown().sequence());
    assertThat(machine.apply(begun.state(), TICK, at(3)).effects()).isEmpty();
  }

  @Test
  void dreamDoesNotWaitForEverNorForANetworkThatIsGone() {
    AtomicReference<ProblemCode> trouble = new AtomicReference<>(ProblemCode.UNAVAILABLE);
    JobMachine machine = machine(trouble);
    DreamState waiting = requested(machine);
    assertThat(machine.apply(waiting, TICK, at(899)).effects()).isEmpty();
    assertFailed(machine.apply(waiting, TICK, at(900)), ProblemCode.UNAVAILABLE);

    trouble.set(ProblemCode.UNKNOWN_MODEL);
    assertFailed(machine.apply(waiting, TICK, at(1)), ProblemCode.UNKNOWN_MODEL);
  }

  @Test
  void dreamThatWaitsForItsNetworkCanBeCancelled() {
    JobMachine machine = machine(new AtomicReference<>(ProblemCode.UNAVAILABLE));
    Request cancelled = new Request.DreamCancelled("d", at(1));
    Decision decision = machine.apply(requested(machine), new JobEvent.Requested(cancelled), at(1));

    assertThat(decision.state().shown().status()).isEqualTo(DreamStatus.CANCELLED);
    assertThat(Cluster.storage(decision.effects()))
        .singleElement()
        .isInstanceOf(StorageTask.Delete.class);
    assertThat(machine.apply(decision.state(), TICK, at(2)).state().spec()).isNull();
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private static DreamState requested(JobMachine machine) {
    Request request = new Request.DreamRequested("d", SPEC, "s", null, null, at(0));
    DreamState state = machine.apply(null, new JobEvent.Requested(request), at(0)).state();
    return Json.read(DreamState.class, Json.write(DreamState.class, state));
  }

  private static void assertFailed(Decision decision, ProblemCode code) {
    assertThat(decision.state().settled()).isTrue();
    assertThat(decision.state().shown().problem().code()).isEqualTo(code);
  }

  /**
   * @param trouble with the network, or null
   */
  private static JobMachine machine(AtomicReference<ProblemCode> trouble) {
    ModelCatalog models =
        (model, layers) -> {
          if (trouble.get() != null) {
            throw new ProblemException(trouble.get(), "why");
          }
          return Fixtures.FACTS.facts(model, layers);
        };
    return new JobMachine(
        new SpecCheck(Limits.DEFAULTS, models), Cluster.PATIENCE, Fixtures.VERSION);
  }

  @Test
  void secondRequestWithTheSameIdChangesNothingButIsShownTheDream() {
    Cluster cluster = Cluster.dreaming(PICTURE, SPEC);
    DreamState before = cluster.state;

    assertThat(cluster.request(SPEC)).containsExactly(new Effect.Show(before.shown()));
    assertThat(cluster.state).isEqualTo(before);
  }
}

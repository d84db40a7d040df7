package io.oneiros.scheduler.backlog;

import static io.oneiros.scheduler.backlog.Simulation.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.oneiros.contract.TaskId;
import io.oneiros.contract.Terms;
import io.oneiros.contract.spec.Priority;
import io.oneiros.scheduler.backlog.Backlog.Grant;
import io.oneiros.scheduler.job.OpenWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Terms SAME = Terms.of("");
  private static final Terms ANY = new Terms("", Priority.NORMAL, Terms.ANY);

  private final Backlog backlog = new Backlog();

  @Test
  void nothingGoesWhereNobodyIs() {
    backlog.put("a", running("a", SAME, null, 5, 0, false));

    assertThat(backlog.next(Map.of())).isEmpty();
    assertThat(backlog.next(Map.of("cpu", 1))).contains(new Grant("a", "cpu"));
  }

  @Test
  void noMoreAreOutThanWorkersCanTake() {
    backlog.put("a", running("a", SAME, "cpu", 5, 3, false));
    backlog.put("b", running("b", SAME, "cpu", 5, 1, false));

    assertThat(backlog.next(Map.of("cpu", 4))).isEmpty();
    assertThat(backlog.next(Map.of("cpu", 5))).isPresent();
    backlog.put("a", running("a", SAME, "cpu", 5, 2, false));
    assertThat(backlog.next(Map.of("cpu", 4))).isPresent();
  }

  @Test
  void dreamThatHasAKindWaitsForItThoughAnotherHasRoom() {
    backlog.put("a", running("a", SAME, "gpu", 5, 2, false));

    assertThat(backlog.next(Map.of("cpu", 8))).isEmpty();
    assertThat(backlog.next(Map.of("cpu", 8, "gpu", 2))).isEmpty();
    assertThat(backlog.next(Map.of("cpu", 8, "gpu", 3))).contains(new Grant("a", "gpu"));
  }

  @Test
  void dreamWithoutAKindGoesWhereThereIsMostRoom() {
    backlog.put("held", running("held", SAME, "gpu", 0, 3, false));
    backlog.put("a", running("a", ANY, null, 5, 0, false));

    assertThat(backlog.next(Map.of("cpu", 2, "gpu", 4))).contains(new Grant("a", "cpu"));
    assertThat(backlog.next(Map.of("cpu", 2, "gpu", 8))).contains(new Grant("a", "gpu"));
  }

  @Test
  void dreamThatCannotGoDoesNotHoldUpOthersOfItsTenantOrPriority() {
    backlog.put("a", running("a", SAME, "gone", 5, 0, false));
    backlog.put("b", running("b", new Terms("", Priority.LOW, null), "cpu", 5, 0, false));

    assertThat(backlog.next(Map.of("cpu", 1))).contains(new Grant("b", "cpu"));
  }

  @Test
  void slotsAreKeptForADreamBetweenTwoRoundsWhoseTurnItWouldBe() {
    backlog.put("large", running("large", SAME, "cpu", 100, 1, false));
    backlog.sent("large", 10);
    backlog.put("large", running("large", SAME, "cpu", 100, 2, false));
    comes("small", SAME, "cpu");
    Map<String, Integer> slots = Map.of("cpu", 4);

    assertThat(backlog.next(slots)).as("half of them").isEmpty();
    backlog.put("small", running("small", SAME, "cpu", 1, 0, false));
    assertThat(backlog.next(slots)).contains(new Grant("small", "cpu"));
    backlog.put("small", null);
    assertThat(backlog.next(slots)).as("nobody comes").contains(new Grant("large", "cpu"));
  }

  @Test
  void noMoreSlotsAreKeptThanTheLatestRoundHadTiles() {
    largeHasOut(4);
    backlog.put("small", running("small", SAME, "cpu", 3, 0, false));
    backlog.put("small", running("small", SAME, "cpu", 1, 0, false));
    backlog.put("small", running("small", SAME, "cpu", 0, 0, true));
    Map<String, Integer> slots = Map.of("cpu", 8);

    assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
    largeHasOut(5);
    assertThat(backlog.next(slots)).as("three are kept").isEmpty();

    backlog.put("small", running("small", SAME, "cpu", 1, 0, false));
    backlog.put("small", running("small", SAME, "cpu", 0, 0, true));
    assertThat(backlog.next(slots)).as("a round of one tile").contains(new Grant("large", "cpu"));
  }

  @Test
  void slotsAreKeptWhileADreamsLastTilesAreOutUnlessOneRests() {
    largeHasOut(4);
    backlog.put("small", running("small", SAME, "cpu", 3, 0, false));
    backlog.put("small", running("small", SAME, "cpu", 0, 1, false));
    Map<String, Integer> slots = Map.of("cpu", 8);

    assertThat(backlog.next(slots)).as("one is out, three are kept").isEmpty();
    TaskId task = new TaskId("small", "k3", 0, 0, TaskId.Kind.TILE, 0, 2);
    OpenWork resting = new OpenWork(task, false, Instant.MAX, null, null, List.of("w"), null);
    backlog.put("small", running("small", SAME, "cpu", List.of(resting)));
    assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
  }

  @Test
  void fewerSlotsAreKeptFromATileThatIsShort() {
    largeHasOut(5);
    comes("small", SAME, "cpu");
    Map<String, Integer> slots = Map.of("cpu", 8);
    assertThat(backlog.next(slots)).isEmpty();

    backlog.expect("large", "cpu", null);
    backlog.expect("large", "cpu", Duration.ofSeconds(2));
    assertThat(backlog.next(slots)).as("a tile takes long").isEmpty();

    backlog.expect("large", "cpu", Duration.ofMillis(370));
    assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
    largeHasOut(6);
    assertThat(backlog.next(slots)).as("two are kept yet").isEmpty();

    backlog.expect("large", "cpu", Duration.ZERO);
    largeHasOut(7);
    assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
    largeHasOut(8);
    assertThat(backlog.next(slots)).isEmpty();
  }

  @Test
  void howLongATileIsOthersTellOnlyForADreamThatHasDreamedNone() {
    largeHasOut(4);
    backlog.put("short", running("short", SAME, "cpu", 0, 1, false));
    comes("small", SAME, "cpu");
    Map<String, Integer> slots = Map.of("cpu", 8);

    backlog.expect("short", "gpu", Duration.ZERO);
    assertThat(backlog.next(slots)).as("of another kind").isEmpty();
    backlog.expect("short", "cpu", Duration.ZERO);
    assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
    backlog.expect("large", "cpu", Duration.ofSeconds(2));
    backlog.expect("short", "cpu", Duration.ZERO);
    assertThat(backlog.next(slots)).isEmpty();
  }

  @Test
  void howLongATileIsOfADreamThatGoesAnywhereIsAnotherThingOnEachKind() {
    backlog.put("any", running("any", ANY, null, 100, 1, false));
    backlog.sent("any", 10);
    backlog.put("cpu", running("cpu", SAME, "cpu", 0, 4, false));
    comes("small", SAME, "cpu");
    Map<String, Integer> slots = Map.of("cpu", 8);

    backlog.expect("any", "cpu", Duration.ofSeconds(20));
    backlog.expect("any", "gpu", Duration.ZERO);
    assertThat(backlog.next(slots)).as("there it takes long").isEmpty();
    backlog.expect("any", "cpu", Duration.ZERO);
    backlog.expect("any", "gpu", Duration.ofSeconds(20));
    assertThat(backlog.next(slots)).contains(new Grant("any", "cpu"));
  }

  /** And has sent enough not to be the next beside one that has sent nothing. */
  private void largeHasOut(int tiles) {
    backlog.put("large", running("large", SAME, "cpu", 100, 1, false));
    backlog.sent("large", 10);
    backlog.put("large", running("large", SAME, "cpu", 100, tiles, false));
  }

  /** It has dreamed a round of many tiles, and the next one is soon there. */
  private void comes(String dream, Terms terms, String kind) {
    backlog.put(dream, running(dream, terms, kind, 100, 0, false));
    backlog.put(dream, running(dream, terms, kind, 0, 0, true));
  }

  @Test
  void slotsAreKeptOnTheKindOfTheDreamBetweenTwoRoundsOnly() {
    backlog.put("gpu", running("gpu", SAME, "gpu", 100, 1, false));
    backlog.sent("gpu", 10);
    backlog.put("gpu", running("gpu", SAME, "gpu", 100, 2, false));
    backlog.put("cpu", running("cpu", SAME, "cpu", 100, 1, false));
    backlog.sent("cpu", 20);
    backlog.put("cpu", running("cpu", SAME, "cpu", 100, 2, false));
    comes("small", SAME, "cpu");
    Map<String, Integer> slots = Map.of("cpu", 4, "gpu", 4);

    assertThat(backlog.next(slots)).contains(new Grant("gpu", "gpu"));
    backlog.put("gpu", running("gpu", SAME, "gpu", 100, 4, false));
    assertThat(backlog.next(slots)).as("the cpu's are kept").isEmpty();
    assertThat(backlog.next(Map.of("cpu", 5, "gpu", 4))).contains(new Grant("cpu", "cpu"));
  }

  @Test
  void slotsAreKeptOnEachKindWhereSomeoneComes() {
    for (String kind : new String[] {"cpu", "gpu"}) {
      backlog.put(kind, running(kind, SAME, kind, 100, 1, false));
      backlog.sent(kind, 10);
      backlog.put(kind, running(kind, SAME, kind, 100, 2, false));
    }
    comes("small", SAME, "cpu");
    comes("other", new Terms("b", Priority.LOW, null), "gpu");

    assertThat(backlog.next(Map.of("cpu", 4, "gpu", 4))).isEmpty();
  }

  @Test
  void slotsAreKeptOnAllKindsForADreamThatMayGoToAny() {
    backlog.put("gpu", running("gpu", SAME, "gpu", 100, 1, false));
    backlog.sent("gpu", 10);
    backlog.put("gpu", running("gpu", SAME, "gpu", 100, 2, false));
    comes("small", ANY, null);

    assertThat(backlog.next(Map.of("cpu", 4, "gpu", 4))).isEmpty();
  }

  /** Each grant looks at kinds; looking at the dreams would take minutes. */
  @Test
  void tensOfThousandsOfDreamsBetweenTwoRoundsCostAGrantNothing() {
    backlog.put("large", running("large", SAME, "cpu", 30_000, 0, false));
    for (int i = 0; i < 30_000; i++) {
      backlog.put("d" + i, running("d" + i, SAME, i % 2 == 0 ? "cpu" : "gpu", 0, 0, true));
    }
    Map<String, Integer> slots = Map.of("cpu", 100_000, "gpu", 100_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 30_000; i++) {
            assertThat(backlog.next(slots)).contains(new Grant("large", "cpu"));
          }
        });
  }

  @Test
  void dreamThatIsForgottenLeavesNothing() {
    backlog.put("a", running("a", SAME, "cpu", 5, 1, false));
    backlog.put("a", null);
    backlog.put("b", running("b", SAME, "cpu", 1, 0, false));

    assertThat(backlog.next(Map.of("cpu", 1))).contains(new Grant("b", "cpu"));
  }
}

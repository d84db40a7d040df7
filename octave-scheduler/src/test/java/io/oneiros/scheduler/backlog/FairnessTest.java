package io.oneiros.scheduler.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.contract.Terms;
import io.oneiros.contract.spec.Priority;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What dreams beside one another get of the workers, by simulation. */
class FairnessTest {
  private static final Terms NOBODY = Terms.of("");
  private static final int LARGE = 2000;

  /** Rounds of all lengths that there are, beside fewer and more workers than that. */
  @ParameterizedTest
  @CsvSource({
    "1, 12", "2, 12", "4, 12", "8, 12", "12, 12", "24, 12", "2, 6", "5, 6", "8, 6", "16, 6", "1, 4",
    "2, 4", "3, 4", "4, 4", "6, 4", "12, 4", "2, 3", "3, 3", "7, 3", "1, 2", "2, 2", "9, 2", "1, 1",
    "2, 1", "8, 1"
  })
  void dreamOfTwelveTilesBesideALargeOneTakesTwiceItsTimeAndATile(int workers, int tilesARound) {
    takesTwiceItsTimeAndSomeTiles(workers, tilesARound, 1, 1);
  }

  /** Devices of short tiles are not kept waiting for the next one, which others wait for then. */
  @ParameterizedTest
  @CsvSource({"1, 12, 1", "4, 12, 1", "12, 12, 1", "2, 6, 1", "1, 1, 1", "4, 4, 2"})
  void soItDoesWithShortTilesButForOneMoreWhereEachRoundIsAsManyAsThereAreWorkers(
      int workers, int tilesARound, int more) {
    takesTwiceItsTimeAndSomeTiles(workers, tilesARound, 0.2, more);
  }

  private static void takesTwiceItsTimeAndSomeTiles(
      int workers, int tilesARound, double tile, int more) {
    int[] rounds = IntStream.generate(() -> tilesARound).limit(12 / tilesARound).toArray();
    Simulation idle = new Simulation(workers);
    double alone = idle.dream("small", NOBODY, 0, tile, rounds).end(idle);

    for (double at = 20; at < 20 + tile; at += 0.07 * tile) {
      Simulation beside = new Simulation(workers);
      beside.dream("large", NOBODY, 0, tile, LARGE);
      double end = beside.dream("small", NOBODY, at, tile, rounds).end(beside);
      assertThat(end - at).as("begun at %s", at).isBetween(alone - 1e-9, 2 * alone + more * tile);
    }
  }

  @Test
  void largeDreamTakesNoLongerThanAllTheWorkThereIs() {
    Simulation simulation = new Simulation(4);
    Simulation.Dream large = simulation.dream("large", NOBODY, 0, 1, LARGE);
    for (int i = 0; i < 50; i++) {
      simulation.dream("small-" + i, NOBODY, 5 * i, 1, 4, 4, 4);
    }

    assertThat(large.end(simulation)).isCloseTo((LARGE + 50 * 12) / 4.0, within(15.0));
  }

  /** Where many dreams of short tiles are, as where there is none. */
  @Test
  void slotsAreKeptFromALongTileHoweverShortThoseOfOthersAre() {
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      Simulation simulation = new Simulation(16);
      simulation.dream("long", NOBODY, 0, 10, LARGE);
      for (int j = 0; j < 20; j++) {
        simulation.dream("short" + j, NOBODY, 0.37 * j, 0.1, rounds(10_000, 4));
      }
      double at = 100 + 1.3 * i;
      sum += simulation.dream("one", NOBODY, at, 0.1, rounds(12, 4)).end(simulation) - at;
    }

    assertThat(sum / 20).isLessThan(8);
  }

  /**
   * Where a tile is on its way for up to 0.08 s, for a twentieth of the time at most, and a little
   * more beside dreams of shorter tiles.
   */
  @ParameterizedTest
  @CsvSource({
    "0.2, 0.2, 0.08, 0.5, 0.95",
    "0.2, 0.2, 0.08, 0.05, 0.95",
    "0.5, 0.5, 0.08, 0.5, 0.95",
    "4, 4, 0.1, 1, 0.95",
    "1, 0.2, 0.08, 0.5, 0.94"
  })
  void devicesAreHardlyIdleAlthoughThereIsAlwaysADreamBetweenTwoRounds(
      double tile, double other, double handing, double between, double busy) {
    int devices = 64;
    Simulation simulation = new Simulation(devices, handing, between);
    Stream<Simulation.Dream> dreams =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    simulation.dream(
                        "d" + i, NOBODY, i, i % 2 == 0 ? tile : other, rounds(4000, devices)))
            .toList()
            .stream();
    simulation.run(300);

    assertThat(done(dreams) / (devices * 300)).isGreaterThan(busy);
  }

  @Test
  void tenantsGetTheSameWhateverTheyAskFor() {
    Simulation simulation = new Simulation(4);
    Stream<Simulation.Dream> one = dreams(simulation, 1, "one", Priority.LOW, 1);
    Stream<Simulation.Dream> many = dreams(simulation, 60, "many", Priority.HIGH, 1);
    Stream<Simulation.Dream> heavy = dreams(simulation, 5, "heavy", Priority.NORMAL, 4);
    simulation.run(1000);

    double share = 4 * 1000 / 3.0;
    assertThat(done(one)).isCloseTo(share, within(share / 10));
    assertThat(done(many)).isCloseTo(share, within(share / 10));
    assertThat(done(heavy)).isCloseTo(share, within(share / 10));
  }

  @Test
  void dreamsOfATenantGetTheSameByWork() {
    Simulation simulation = new Simulation(3);
    Simulation.Dream light = simulation.dream("light", NOBODY, 0, 0.5, LARGE);
    Simulation.Dream heavy = simulation.dream("heavy", NOBODY, 0, 3, LARGE);
    Simulation.Dream inRounds = simulation.dream("rounds", NOBODY, 0, 1, rounds(500, 6));
    simulation.run(600);

    assertThat(Stream.of(light, heavy, inRounds))
        .allSatisfy(dream -> assertThat(dream.done).isCloseTo(600, within(60.0)));
  }

  @Test
  void prioritiesShareByWeightAndTheLowestKeepsATwentiethHoweverManyAreAboveIt() {
    Simulation simulation = new Simulation(4);
    Simulation.Dream low = simulation.dream("low", new Terms("", Priority.LOW, null), 0, 1, LARGE);
    Stream<Simulation.Dream> normal = dreams(simulation, 40, "", Priority.NORMAL, 1);
    Stream<Simulation.Dream> high = dreams(simulation, 200, "", Priority.HIGH, 1);
    simulation.run(1000);

    assertThat(low.done / 4000).isGreaterThan(0.05).isCloseTo(1 / 13.0, within(0.01));
    assertThat(done(normal) / 4000).isCloseTo(3 / 13.0, within(0.01));
    assertThat(done(high) / 4000).isCloseTo(9 / 13.0, within(0.01));
  }

  @Test
  void whoComesLateHasNothingToMakeUpFor() {
    Simulation simulation = new Simulation(2);
    Simulation.Dream old = simulation.dream("old", NOBODY, 0, 1, LARGE);
    simulation.dream("new", NOBODY, 500, 1, LARGE);
    simulation.run(500);
    double before = old.done;
    simulation.run(540);

    assertThat(old.done - before).isCloseTo(40, within(4.0));
  }

  private static int[] rounds(int number, int tiles) {
    int[] rounds = new int[number];
    Arrays.fill(rounds, tiles);
    return rounds;
  }

  private static Stream<Simulation.Dream> dreams(
      Simulation simulation, int number, String tenant, Priority priority, double tile) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                simulation.dream(
                    tenant + priority + i, new Terms(tenant, priority, null), 0, tile, LARGE))
        .toList()
        .stream();
  }

  private static double done(Stream<Simulation.Dream> dreams) {
    return dreams.mapToDouble(dream -> dream.done).sum();
  }
}

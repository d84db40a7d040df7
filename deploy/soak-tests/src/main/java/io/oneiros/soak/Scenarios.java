package io.oneiros.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All that has a name. */
public final class Scenarios {
  private static final Shape PLAIN = Shape.PLAIN;
  private static final Shape FAULTY = PLAIN.withFaultyStore();
  private static final Shape WRONG_CLOCKS =
      PLAIN
          .clock("worker-1", "+300s")
          .clock("storage-1", "-300s")
          .clock("scheduler-1", "+300s")
          .clock("gateway-1", "-300s");

  /** What pictures are compared with, however long they take. */
  static final Scenario REFERENCE = of("reference", "nothing", PLAIN, 3600, Faults.none());

  /** Each kind of fault once, which is what every build checks, also on a busy machine. */
  static final Scenario BRIEF =
      of(
          "brief",
          "each of these once: a worker, storage, the scheduler, the broker killed; a bit flipped; a dead letter; results replayed",
          FAULTY,
          180,
          Faults.killWorkers(1, Duration.ofSeconds(2))
              .then(StoreFaults.killStorageWhileItWrites())
              .then(Faults.kill("scheduler-1").times(1))
              .then(StoreFaults.flippedBits())
              .then(DeadTile.replayed())
              .then(Faults.killSole("broker").times(1))
              .then(StoreFaults.failingStore(0.2, Duration.ofSeconds(10)))
              .then(Repetition.replay()));

  public static final List<Scenario> ALL =
      List.of(
          of("none", "nothing: what the others are to be measured by", PLAIN, 15, Faults.none()),
          of(
              "workers",
              "kill -9 to a worker every 5 s",
              PLAIN.workers(3),
              30,
              Faults.killWorkers(8, Duration.ofSeconds(5))),
          of(
              "scheduler",
              "kill -9 to the scheduler, 10 times",
              PLAIN,
              40,
              Faults.kill("scheduler-1").times(10)),
          of(
              "scheduler-wiped",
              "kill -9 to the scheduler and its state deleted, 3 times",
              PLAIN,
              40,
              Faults.killAndWipe("scheduler-1").times(3)),
          of(
              "two-schedulers",
              "two schedulers, each killed once",
              PLAIN.schedulers(2),
              10,
              Faults.killEachOf("scheduler-")),
          of(
              "storage",
              "kill -9 to storage in the middle of a region, 5 times",
              FAULTY,
              40,
              StoreFaults.killStorageWhileItWrites().times(5)),
          of(
              "two-storages",
              "two storage instances, each killed once",
              PLAIN.storages(2),
              25,
              Faults.killEachOf("storage-")),
          of(
              "gateway",
              "kill -9 to the gateway, 3 times under 1,000 posts, each sent at least twice",
              PLAIN,
              180,
              Repetition.posts(1000, 3)),
          of(
              "broker",
              "kill -9 to the broker, 3 times",
              PLAIN,
              45,
              Faults.killSole("broker").times(3)),
          of(
              "broker-gone",
              "no broker for 60 s",
              PLAIN,
              45,
              BrokerFaults.gone(Duration.ofSeconds(60))),
          of(
              "broker-frozen",
              "SIGSTOP to the broker for 60 s",
              PLAIN,
              45,
              BrokerFaults.frozen(Duration.ofSeconds(60))),
          of(
              "store-failing",
              "a fifth of the object store's calls fails for 60 s",
              FAULTY,
              30,
              StoreFaults.failingStore(0.2, Duration.ofSeconds(60))),
          of(
              "store-slow",
              "each of the object store's answers up to 1 s late, for 60 s",
              FAULTY,
              40,
              StoreFaults.slowStore(Duration.ofSeconds(1), Duration.ofSeconds(60))),
          of(
              "store-gone",
              "no object store for 60 s",
              PLAIN,
              45,
              StoreFaults.storeGone(Duration.ofSeconds(60))),
          of(
              "disk-full",
              "nothing can be written to the object store for 60 s",
              FAULTY,
              45,
              StoreFaults.fullDisk(Duration.ofSeconds(60))),
          of(
              "temp-full",
              "no room for storage's temporary files for 60 s",
              PLAIN,
              45,
              DiskFaults.fullTemp(Duration.ofSeconds(60))),
          of("bits", "a bit of stored deltas flipped", FAULTY, 30, StoreFaults.flippedBits()),
          of(
              "dead-letter",
              "tiles of one dream that nobody can read, and their letter replayed",
              FAULTY,
              15,
              DeadTile.replayed()),
          of(
              "cancel",
              "a dream cancelled in the middle of a tile, 5 times",
              PLAIN,
              30,
              Cancelling.inMidTile().times(5)),
          of("replay", "all of dream.results said again", PLAIN, 15, Repetition.replay()),
          of(
              "drain",
              "SIGTERM to every service in turn",
              PLAIN,
              40,
              Faults.withoutFailure(
                  Faults.endEachOf("worker-", "storage-", "scheduler-", "gateway-"))),
          of(
              "rolling",
              "what an upgrade does: of two of each, SIGTERM to one, then the other",
              PLAIN.schedulers(2).storages(2).gateways(2),
              20,
              Faults.rollOf("worker-", "storage-", "scheduler-", "gateway-")),
          of(
              "worker-frozen",
              "SIGSTOP to a worker for 60 s",
              PLAIN,
              30,
              Faults.freezeWorker("worker-1", Duration.ofSeconds(60))),
          new Scenario(
              "clocks",
              "clocks 5 min off, some fast, some slow",
              WRONG_CLOCKS,
              Duration.ofSeconds(20),
              () -> Clocks.library().isPresent(),
              Faults.none().times(2).then(Faults.kill("scheduler-1").times(1))),
          BRIEF);

  private Scenarios() {}

  /**
   * @throws IllegalArgumentException if there is none of a name
   */
  public static List<Scenario> named(String... names) {
    return Arrays.stream(names)
        .map(
            name ->
                ALL.stream()
                    .filter(scenario -> scenario.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "There is no scenario '%s'; there are %s.".formatted(name, ALL))))
        .toList();
  }

  private static Scenario of(String name, String what, Shape shape, int pause, Fault fault) {
    BooleanSupplier always = () -> true;
    return new Scenario(name, what, shape, Duration.ofSeconds(pause), always, fault);
  }
}

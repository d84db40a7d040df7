package io.oneiros.soak.bench;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Topics;
import io.oneiros.soak.House;
import io.oneiros.soak.Journal;
import io.oneiros.soak.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The scheduler under many open dreams. It is real, and so is the broker; workers and storage
 * answer at once without doing anything, so that nothing else is measured.
 */
@Command(
    name = "scheduler",
    description = {
      "One scheduler with many open dreams of 16 tiles each: events a second, the size of its state,",
      "and how soon it goes on after kill -9. Workers and storage answer at once, doing nothing."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SchedulerBench implements Callable<Integer> {
  private static final String SCHEDULER = "scheduler-1";
  private static final String CHANGELOG = "octave-scheduler-dreams-changelog";

  /** One octave of 16 tiles, in exact rounds. */
  private static final DreamSpec SPEC =
      Json.read(
          DreamSpec.class,
          "{\"start\":{\"from\":\"grey\",\"width\":1024,\"height\":1024},\"octaves\":1,\"iterations\":10,\"mode\":\"exact\",\"tile\":256,\"halo\":16,\"layers\":[{\"name\":\"mixed0\"}]}"
              .getBytes(StandardCharsets.UTF_8));

  @Option(names = "--dreams", paramLabel = "N", description = "open at a time; default: 10000")
  private int dreams = 10_000;

  @Option(names = "--answers", paramLabel = "N", description = "of tiles; default: 10000")
  private int answers = 10_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Neither workers nor storage.
    Shape shape = new Shape(0, 1, 0, 1, false, Map.of(), Map.of());
    Houses.with(
        shape,
        house -> {
          try (Echo echo = new Echo(house.kafka())) {
            measure(house, echo);
          }
        });
    return 0;
  }

  private void measure(House house, Echo echo) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < dreams; i++) {
      String id = "bench-" + i;
      Request request = new Request.DreamRequested(id, SPEC, null, null, null, null);
      echo.send(Topics.REQUESTS_NAME, id, Json.write(Request.class, request));
    }
    echo.ingest(dreams);
    say("dreams accepted and their pictures read", 2L * dreams, "events", start);

    long bytes = state(house.kafka());
    System.out.printf(
        "%-45s %,12.1f MB, %.1f KB a dream%n", "state", bytes / 1e6, bytes / 1e3 / dreams);

    restart(house, echo, "back after kill -9, state kept");
    house.kill(SCHEDULER);
    house.wipe(SCHEDULER);
    restart(house, echo, "back after kill -9, state lost");

    start = System.nanoTime();
    echo.dream(answers);
    say("tiles sent and answered", answers, "tiles", start);
  }

  /** From its death to its taking a new dream. */
  private static void restart(House house, Echo echo, String what)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    house.kill(SCHEDULER);
    house.startSoon(SCHEDULER);
    String id = "bench-restart-" + start;
    Request request = new Request.DreamRequested(id, SPEC, null, null, null, null);
    echo.send(Topics.REQUESTS_NAME, id, Json.write(Request.class, request));
    echo.ingest(1);
    System.out.printf("%-45s %,12.1f s%n", what, seconds(start));
  }

  private static void say(String what, long number, String unit, long start) {
    double seconds = seconds(start);
    System.out.printf("%-45s %,12.0f %s a second%n", what, number / seconds, unit);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** What its changelog comes to once it is compacted. */
  private static long state(String bootstrapServers) {
    Map<String, Integer> bytes = new HashMap<>();
    try (Journal journal = new Journal(bootstrapServers)) {
      for (ConsumerRecord<String, byte[]> change : journal.read(CHANGELOG)) {
        bytes.put(change.key(), change.value() == null ? 0 : change.value().length);
      }
    }
    return bytes.values().stream().mapToLong(Integer::longValue).sum();
  }
}

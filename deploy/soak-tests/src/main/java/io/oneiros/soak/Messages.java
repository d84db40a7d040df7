package io.oneiros.soak;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.contract.Topics;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.client.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Faults of messages: the broker away, things said twice, and what must come of each once. */
final class Messages {
  /** The gateway's producer gives up after 8 s at worst. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final int POSTERS = 8;

  private Messages() {}

  /** kill -9 to the broker, which comes back only after a while; the gateway says so meanwhile. */
  static Fault brokerGone(Duration time) {
    return stage -> {
      stage.house().kill("broker");
      tellsSo(stage);
      stage.away(time.minus(ANSWER));
      stage.house().start("broker");
      stage.awaitRecovery("back");
    };
  }

  /** SIGSTOP to the broker: connections stay, and nothing comes. */
  static Fault brokerFrozen(Duration time) {
    return stage -> {
      stage.house().freeze("broker");
      try {
        tellsSo(stage);
        stage.away(time.minus(ANSWER));
      } finally {
        stage.house().thaw("broker");
      }
      stage.awaitRecovery("back");
    };
  }

  /** A post is refused within the time that it may take, which this waits out. */
  private static void tellsSo(Stage stage) throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(stage.house().gateway());
    Orders orders = Orders.in(Files.createTempDirectory("soak"));
    long start = System.nanoTime();
    try {
      String id = gateway.submit(orders.tiny());
      throw new BrokenPromiseException("dream " + id + " was accepted without a broker");
    } catch (GatewayException e) {
      if (!e.getMessage().contains("(unavailable")) {
        throw new BrokenPromiseException("without a broker the gateway says: " + e.getMessage());
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (took.compareTo(ANSWER) > 0) {
      throw new BrokenPromiseException(
          "without a broker the gateway answered after %d s; at most %d s are promised"
              .formatted(took.toSeconds(), ANSWER.toSeconds()));
    }
    stage.note("refusal after %.1f s".formatted(took.toMillis() / 1000.0));
    stage.away(ANSWER.minus(took));
  }

  /** Every result is said once more; dreams that have ended stay as they are, to the task. */
  static Fault replay() {
    return stage -> {
      GatewayClient gateway = new GatewayClient(stage.house().gateway());
      try (Journal journal = new Journal(stage.house().kafka())) {
        Set<String> ended;
        do {
          stage.awaitProgress(5);
          ended = ended(journal);
        } while (ended.isEmpty());
        Map<String, DreamSnapshot> before = snapshots(gateway, ended);
        Map<String, Long> tasks = tasks(journal, ended);
        int replayed = journal.replayResults();
        stage.awaitProgress(10);
        if (!snapshots(gateway, ended).equals(before)) {
          throw new BrokenPromiseException("dreams that had ended have changed: " + ended);
        }
        if (!tasks(journal, ended).equals(tasks)) {
          throw new BrokenPromiseException("tasks of ended dreams went out: " + ended);
        }
        stage.note(replayed + " results replayed");
      }
    };
  }

  /** Many posts while the gateway is killed, each sent again until it is answered. */
  static Fault posts(int number, int kills) {
    return stage -> {
      Path folder = Files.createTempDirectory("soak");
      Orders orders = Orders.in(folder);
      GatewayClient gateway = new GatewayClient(stage.house().gateway());
      ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
      List<Future<List<String>>> posting = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        String key = "post-" + i;
        posting.add(posters.submit(() -> posted(gateway, orders, key)));
      }
      for (int i = 1; i <= kills; i++) {
        posting.get(number * i / (kills + 1)).get();
        stage.house().kill("gateway");
        stage.house().start("gateway");
      }
      Set<String> ids = new java.util.HashSet<>();
      int answers = 0;
      for (Future<List<String>> answer : posting) {
        ids.addAll(answer.get());
        answers += answer.get().size();
      }
      try (Journal journal = new Journal(stage.house().kafka())) {
        while (accepted(journal, ids) < number) {
          stage.awaitProgress(1);
        }
        if (ids.size() != number || accepted(journal, ids) != number) {
          throw new BrokenPromiseException(
              "%d posts made %d dreams, %d accepted"
                  .formatted(number, ids.size(), accepted(journal, ids)));
        }
      }
      stage.note("%d posts, %d answers, %d dreams".formatted(number, answers, ids.size()));
      for (String id : ids) {
        posters.submit(() -> gateway.cancel(id));
      }
      posters.shutdown();
      posters.awaitTermination(2, TimeUnit.MINUTES);
    };
  }

  /** Posts until it is answered, and once more; all answers name one dream. */
  private static List<String> posted(GatewayClient gateway, Orders orders, String key)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < 2) {
      try {
        ids.add(gateway.submit(orders.tiny(), key));
      } catch (UnreachableException e) {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (GatewayException e) {
        if (!e.passing()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    return ids;
  }

  private static long accepted(Journal journal, Set<String> ids) {
    return events(journal).stream()
        .filter(event -> event instanceof DreamEvent.Accepted && ids.contains(event.dream()))
        .count();
  }

  private static Set<String> ended(Journal journal) {
    return events(journal).stream()
        .filter(event -> event instanceof DreamEvent.Completed)
        .map(DreamEvent::dream)
        .collect(Collectors.toSet());
  }

  /** Whatever happened, the world was told of each step of a dream once. */
  static void requireToldOnce(Journal journal) {
    Map<String, Integer> told = new HashMap<>();
    for (DreamEvent event : events(journal)) {
      String octave =
          event instanceof DreamEvent.OctaveCompleted done ? " octave " + done.octave() : "";
      told.merge(event.dream() + " " + event.getClass().getSimpleName() + octave, 1, Integer::sum);
    }
    told.forEach(
        (event, times) -> {
          if (times > 1) {
            throw new BrokenPromiseException("told %d times: %s".formatted(times, event));
          }
        });
  }

  private static List<DreamEvent> events(Journal journal) {
    return journal.read(Topics.EVENTS_NAME).stream()
        .map(event -> Json.read(DreamEvent.class, event.value()))
        .toList();
  }

  private static Map<String, DreamSnapshot> snapshots(GatewayClient gateway, Set<String> ids) {
    return ids.stream().collect(Collectors.toMap(id -> id, gateway::snapshot));
  }

  private static Map<String, Long> tasks(Journal journal, Set<String> ids) {
    return java.util.stream.Stream.of(Topics.TILES_NAME, Topics.STORAGE_NAME)
        .flatMap(topic -> journal.read(topic).stream())
        .map(task -> task.key().substring(0, task.key().indexOf('/')))
        .filter(ids::contains)
        .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }
}

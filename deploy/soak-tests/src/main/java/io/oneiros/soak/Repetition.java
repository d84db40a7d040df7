package io.oneiros.soak;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Topics;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.client.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said more than once, and must count once. */
final class Repetition {
  private static final int POSTERS = 8;

  private Repetition() {}

  /** Every result is said once more; dreams that have ended stay as they are, to the task. */
  static Fault replay() {
    return stage -> {
      GatewayClient gateway = new GatewayClient(stage.house().gateway());
      try (Journal journal = new Journal(stage.house().kafka())) {
        Set<String> ended;
        do {
          stage.awaitProgress(5);
          ended = journal.completed();
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
      Orders orders = Orders.in(Files.createTempDirectory("soak"));
      GatewayClient gateway = new GatewayClient(stage.house().gateway());
      ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
      List<Future<List<String>>> posting = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        String key = "post-" + i;
        posting.add(posters.submit(() -> posted(gateway, orders, key)));
      }
      for (int i = 1; i <= kills; i++) {
        posting.get(number * i / (kills + 1)).get();
        stage.house().kill("gateway-1");
        stage.house().start("gateway-1");
      }
      Set<String> ids = new HashSet<>();
      int answers = 0;
      for (Future<List<String>> answer : posting) {
        ids.addAll(answer.get());
        answers += answer.get().size();
      }
      try (Journal journal = new Journal(stage.house().kafka())) {
        while (journal.accepted(ids) < number) {
          stage.awaitProgress(1);
        }
        if (ids.size() != number || journal.accepted(ids) != number) {
          throw new BrokenPromiseException(
              "%d posts made %d dreams, %d accepted"
                  .formatted(number, ids.size(), journal.accepted(ids)));
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

  private static Map<String, DreamSnapshot> snapshots(GatewayClient gateway, Set<String> ids) {
    return ids.stream().collect(Collectors.toMap(id -> id, gateway::snapshot));
  }

  private static Map<String, Long> tasks(Journal journal, Set<String> ids) {
    return Stream.of(Topics.TILES_NAME, Topics.STORAGE_NAME)
        .flatMap(prefix -> journal.readAll(prefix).stream())
        .map(task -> task.key().substring(0, task.key().indexOf('/')))
        .filter(ids::contains)
        .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }
}

package io.oneiros.soak;

import io.oneiros.contract.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Faults of processes. */
final class Faults {
  private Faults() {}

  /** Nothing, for a while: what all others are measured against. */
  static Fault none() {
    return stage -> stage.awaitProgress(30);
  }

  /**
   * kill -9 to any worker that serves, and a new one in its place, which takes some seconds to
   * come; while there is none, none is killed.
   */
  static Fault killWorkers(int times, Duration every) {
    return stage -> {
      House house = stage.house();
      List<CompletableFuture<Void>> starts = new ArrayList<>();
      while (starts.size() < times) {
        List<String> serving = house.names("worker-").stream().filter(house::alive).toList();
        if (!serving.isEmpty()) {
          String worker = serving.get(stage.random().nextInt(serving.size()));
          house.kill(worker);
          starts.add(house.startSoon(worker));
        }
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
      }
      starts.forEach(CompletableFuture::join);
    };
  }

  /** kill -9 to what nothing goes on without, and started again at once. */
  static Fault killSole(String name) {
    return stage -> {
      long since = System.nanoTime();
      kill(name).strike(stage);
      stage.wasAway(since);
    };
  }

  /** kill -9, and started again at once. */
  static Fault kill(String name) {
    return stage -> {
      stage.house().kill(name);
      stage.house().start(name);
    };
  }

  /** The same, without what it kept on its disk. */
  static Fault killAndWipe(String scheduler) {
    return stage -> {
      stage.house().kill(scheduler);
      stage.house().wipe(scheduler);
      stage.house().start(scheduler);
    };
  }

  /** kill -9 to each in turn; the others take over before it is back. */
  static Fault killEachOf(String prefix) {
    return stage -> {
      for (String name : stage.house().names(prefix)) {
        stage.house().kill(name);
        stage.awaitRecovery(name);
        stage.house().start(name);
        stage.awaitProgress(5);
      }
    };
  }

  /**
   * SIGTERM to every process of these kinds, one after the other, each started again. None may have
   * to be killed.
   */
  static Fault endEachOf(String... prefixes) {
    return stage -> {
      for (String prefix : prefixes) {
        for (String name : stage.house().names(prefix)) {
          Duration took = stage.house().end(name);
          stage.note("%s ended in %.1f s".formatted(name, took.toMillis() / 1000.0));
          stage.house().start(name);
          stage.awaitProgress(3);
        }
      }
    };
  }

  /** What ends hands back what it has in hand, or ends it: nobody is told that anything failed. */
  static Fault withoutFailure(Fault ends) {
    return stage -> {
      try (Journal journal = new Journal(stage.house().kafka())) {
        int before = journal.failures().size();
        ends.strike(stage);
        List<Result.TaskFailed> failures = journal.failures();
        if (failures.size() > before) {
          throw new BrokenPromiseException(
              "attempts failed: " + failures.subList(before, failures.size()));
        }
        stage.note("no attempt failed");
      }
    };
  }

  /**
   * What an upgrade does: every kind at the same time, of each kind one after the other, the next
   * one once that before it serves again.
   */
  static Fault rollOf(String... prefixes) {
    Executor threads = task -> new Thread(task, "rolling").start();
    return stage -> {
      List<CompletableFuture<Void>> rolling =
          Stream.of(prefixes)
              .map(prefix -> CompletableFuture.runAsync(() -> roll(stage, prefix), threads))
              .toList();
      rolling.forEach(CompletableFuture::join);
    };
  }

  private static void roll(Stage stage, String prefix) {
    try {
      endEachOf(prefix).strike(stage);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** SIGSTOP, for a while, to a worker that has a tile in hand. */
  static Fault freezeWorker(String name, Duration time) {
    return stage -> {
      try (Journal journal = new Journal(stage.house().kafka())) {
        journal.awaitBusy("-" + stage.house().pid(name));
      }
      stage.house().freeze(name);
      try {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
      } finally {
        stage.house().thaw(name);
      }
    };
  }
}

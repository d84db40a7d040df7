package io.oneiros.soak;

import io.oneiros.soak.FaultyStore.Fate;
import io.oneiros.soak.FaultyStore.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Faults of processes and of the object store. */
final class Faults {
  /** A chunk of a canvas that a round has made. */
  private static final Pattern REASSEMBLED = Pattern.compile(".*/o\\d+/r[1-9]\\d*/c/.*");

  /** The first tile's delta of the second round of each octave. */
  private static final Pattern DELTA = Pattern.compile(".*/r1/t0-a1");

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

  /** kill -9 to storage while it writes a region, part of which is then there and part is not. */
  static Fault killStorageWhileItWrites() {
    return stage -> {
      CountDownLatch written = new CountDownLatch(1);
      stage
          .house()
          .store()
          .mood(
              call -> {
                if (call.method().equals("PUT") && REASSEMBLED.matcher(call.path()).matches()) {
                  written.countDown();
                }
                return Fate.PASS;
              });
      if (!written.await(1, TimeUnit.MINUTES)) {
        throw new BrokenPromiseException("storage has written no region for a minute");
      }
      stage.house().kill("storage-1");
      stage.house().store().mood(Mood.GOOD);
      stage.house().start("storage-1");
    };
  }

  /** SIGTERM to every process of these kinds, one after the other, each started again. */
  static Fault endEachOf(String... prefixes) {
    return stage -> {
      for (String prefix : prefixes) {
        for (String name : stage.house().names(prefix)) {
          long asked = System.nanoTime();
          stage.house().end(name);
          stage.note("%s ended in %.1f s".formatted(name, (System.nanoTime() - asked) / 1e9));
          stage.house().start(name);
          stage.awaitProgress(3);
        }
      }
    };
  }

  /** SIGSTOP, for a while, to one that others can stand in for. */
  static Fault freeze(String name, Duration time) {
    return stage -> {
      stage.house().freeze(name);
      try {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
      } finally {
        stage.house().thaw(name);
      }
    };
  }

  /** Every part of the object store's answers so late. */
  static Fault slowStore(Duration most, Duration time) {
    return stage -> {
      Random random = stage.random();
      moody(
          stage,
          time,
          call -> Fate.late(most.dividedBy(2).plusMillis(random.nextLong(most.toMillis() / 2))));
    };
  }

  /** This share of the object store's calls fails. */
  static Fault failingStore(double share, Duration time) {
    return stage -> {
      Random random = stage.random();
      AtomicInteger refused = new AtomicInteger();
      moody(
          stage,
          time,
          call -> {
            if (random.nextDouble() >= share) {
              return Fate.PASS;
            }
            refused.incrementAndGet();
            return Fate.refused(503, "SlowDown");
          });
      stage.note(refused + " calls failed");
    };
  }

  /** kill -9 to the object store, which comes back only after a while. */
  static Fault storeGone(Duration time) {
    return stage -> {
      stage.house().kill("objects");
      stage.away(time);
      stage.house().start("objects");
      stage.awaitRecovery("back");
    };
  }

  /** Nothing can be written. */
  static Fault fullDisk(Duration time) {
    return stage -> {
      stage
          .house()
          .store()
          .mood(
              call ->
                  call.method().equals("PUT") ? Fate.refused(507, "XMinioStorageFull") : Fate.PASS);
      stage.away(time);
      stage.house().store().mood(Mood.GOOD);
      stage.awaitRecovery("room again");
    };
  }

  /** One bit of a delta is another one whenever it is read, in every dream for a while. */
  static Fault flippedBits() {
    return stage -> {
      AtomicInteger flipped = new AtomicInteger();
      stage
          .house()
          .store()
          .mood(
              call -> {
                if (!call.method().equals("GET") || !DELTA.matcher(call.path()).matches()) {
                  return Fate.PASS;
                }
                flipped.incrementAndGet();
                return Fate.FLIP;
              });
      stage.awaitProgress(80);
      stage.house().store().mood(Mood.GOOD);
      if (flipped.get() == 0) {
        throw new BrokenPromiseException("no delta was read in " + DELTA);
      }
      stage.note(flipped + " damaged reads");
    };
  }

  private static void moody(Stage stage, Duration time, Mood mood) throws InterruptedException {
    stage.house().store().mood(mood);
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    stage.house().store().mood(Mood.GOOD);
  }
}

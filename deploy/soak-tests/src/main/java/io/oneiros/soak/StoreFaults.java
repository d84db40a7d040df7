package io.oneiros.soak;

import io.oneiros.soak.FaultyStore.Fate;
import io.oneiros.soak.FaultyStore.Mood;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Faults of the object store, and of those who write to it. */
final class StoreFaults {
  /** A chunk of a canvas that a round has made. */
  private static final Pattern REASSEMBLED = Pattern.compile(".*/o\\d+/r[1-9]\\d*/c/.*");

  /** The first tile's delta of the second round of each octave. */
  private static final Pattern DELTA = Pattern.compile(".*/r1/t0-a1-[0-9a-f]+");

  private StoreFaults() {}

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
      long since = System.nanoTime();
      stage.house().kill("objects");
      stage.awaitTime(since, time);
      stage.house().start("objects");
      stage.wasAway(since);
      stage.awaitRecovery("back");
    };
  }

  /** Nothing can be written. */
  static Fault fullDisk(Duration time) {
    return stage -> {
      long since = System.nanoTime();
      stage
          .house()
          .store()
          .mood(
              call ->
                  call.method().equals("PUT") ? Fate.refused(507, "XMinioStorageFull") : Fate.PASS);
      stage.awaitTime(since, time);
      stage.house().store().mood(Mood.GOOD);
      stage.wasAway(since);
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

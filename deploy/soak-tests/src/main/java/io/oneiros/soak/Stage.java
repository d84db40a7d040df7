package io.oneiros.soak;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a fault has before it: a house in which dreams are going on. Thread-safe. */
public final class Stage {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Within this, what was under way before a fault has been told. */
  private static final Duration SETTLING = Duration.ofMillis(500);

  private final House house;
  private final Random random = new Random(42);
  private final AtomicLong progress = new AtomicLong();
  private final AtomicLong outage = new AtomicLong();
  private final List<String> notes = new CopyOnWriteArrayList<>();

  Stage(House house) {
    this.house = house;
  }

  public House house() {
    return house;
  }

  /** The same numbers in every run. */
  public Random random() {
    return random;
  }

  void progressed() {
    progress.incrementAndGet();
  }

  /** Waits until dreams have gone on by so many steps from now. */
  public void awaitProgress(int steps) throws InterruptedException {
    long wanted = progress.get() + steps;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (progress.get() < wanted) {
      if (System.nanoTime() > deadline) {
        throw new BrokenPromiseException("no dream went on for " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /**
   * A part that nothing can go on without was away until now.
   *
   * @param since in nanoTime
   */
  public void wasAway(long since) {
    outage.accumulateAndGet(System.nanoTime() - since, Math::max);
  }

  /** Waits until so much time has passed. */
  public void awaitTime(long since, Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(since + time.toNanos() - System.nanoTime());
  }

  /** Waits until dreams go on, and notes how long that took. */
  public void awaitRecovery(String what) throws InterruptedException {
    long start = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
    awaitProgress(1);
    note("%s: on after %.1f s".formatted(what, (System.nanoTime() - start) / 1e9));
  }

  Duration outage() {
    return Duration.ofNanos(outage.get());
  }

  /** Something measured, for the report. */
  public void note(String text) {
    notes.add(text);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}

package io.oneiros.worker;

import io.oneiros.canvas.BucketProbe;
import io.oneiros.canvas.ObjectStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** How the worker is, for health checks and metrics. Thread-safe. */
@Singleton
class Vitals {
  private volatile Predicate<Duration> hangs = limit -> false;
  private volatile BucketProbe bucket;
  private volatile long heard = System.nanoTime();

  /**
   * Every device computes right, and tiles are taken.
   *
   * @param hangs whether a step has been computing for longer than that
   */
  void started(Predicate<Duration> hangs, ObjectStore objects) {
    this.hangs = hangs;
    bucket = new BucketProbe(objects);
  }

  /** The broker has acknowledged a sign of life. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Since then, or since the worker began. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  boolean hasStarted() {
    return bucket != null;
  }

  boolean hangs(Duration limit) {
    return hangs.test(limit);
  }

  /** What is wrong with the object store; empty if nothing is, or nothing was asked of it yet. */
  Optional<String> bucketTrouble() {
    return hasStarted() ? bucket.trouble() : Optional.empty();
  }
}

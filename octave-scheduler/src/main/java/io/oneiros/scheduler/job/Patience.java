package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long work may take and how often it may fail.
 *
 * @param lease of a first attempt, renewed by heartbeats; after each failure it is twice as long,
 *     up to the fifth attempt, so that slow work is not chased by ever more copies of itself
 * @param rest after a first failure, doubled by each further one, up to the fifth
 * @param absence of all workers of a kind after which dreams that stay on it are given up
 */
public record Patience(Duration lease, Duration rest, Duration absence) {
  /** How long a dream waits for a network that was sent along and cannot be had. */
  static final Duration NETWORK = Duration.ofMinutes(15);

  /**
   * Attempts in which work waits for what it needs and cannot be reached, about 15 min: so long may
   * an object store be away.
   */
  static final int AWAY = 50;

  /** Failures after which work is given up, tiles only if two workers share them. */
  static final int FAILURES = 3;

  /** How often a tile is dreamed again whose delta was damaged. */
  static final int MENDS = 4;

  /** Attempts after which work is given up whoever failed. */
  static final int ATTEMPTS = 5;

  /** Of work that is to be sent: failures count, not attempts that had to wait for others. */
  Duration lease(OpenWork work) {
    return lease.multipliedBy(doubled(work.failedBy().size() + 1));
  }

  Duration rest(int failures) {
    return rest.multipliedBy(doubled(failures));
  }

  private static long doubled(int times) {
    return 1L << (Math.min(times, ATTEMPTS) - 1);
  }

  /** Within this, whoever works on something has been heard to. */
  public Duration notice() {
    return lease.dividedBy(4);
  }

  /** Whether a sign of life is worth writing down: another half lease has gone by. */
  boolean renews(OpenWork work, Instant now) {
    Duration left = Duration.between(now, work.due());
    return work.holder() == null || left.compareTo(lease.dividedBy(2)) < 0;
  }

  /**
   * A tile may fail because of its worker: where there is another one, it gets its chance. Deleting
   * is never given up: no dream waits for it.
   */
  static boolean exhausted(TaskId.Kind kind, List<String> failedBy) {
    if (kind.deletes()) {
      return false;
    }
    List<String> named = failedBy.stream().filter(n -> !n.equals(OpenWork.NOBODY)).toList();
    boolean shared = kind != TaskId.Kind.TILE || named.stream().distinct().count() > 1;
    return failedBy.size() >= ATTEMPTS || named.size() >= FAILURES && shared;
  }
}

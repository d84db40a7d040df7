package io.oneiros.scheduler.job;

import io.oneiros.contract.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long work may take and how often it may fail.
 *
 * @param lease of a first attempt at work that nobody has measured, renewed by heartbeats; after
 *     each failure it is twice as long, up to the fifth attempt, so that slow work is not chased by
 *     ever more copies of itself
 * @param rest after a first failure, doubled by each further one, up to the fifth
 * @param absence of all workers of a kind after which dreams that stay on it are given up, and of
 *     all storage after which those that need it are
 * @param hold how long work may be in hand, its holder heard of all the while, or ten times as long
 *     as it should take if that is more: then it is taken for a failure of the holder's
 */
public record Patience(Duration lease, Duration rest, Duration absence, Duration hold) {
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

  /** For so many times as long as it should take, silence about work in hand is borne. */
  private static final int SILENCE = 2;

  /** For so many times as long as it should take, heartbeats renew the lease of work in hand. */
  private static final int OVERTIME = 10;

  /** The most that what was measured makes of a lease; the least is half of it. */
  private static final int LONGEST = 8;

  /** Of work that is to be sent: failures count, not attempts that had to wait for others. */
  Duration lease(OpenWork work) {
    return lease(work, null);
  }

  /**
   * Of work in hand, from when it was last heard of. To do it again costs what it should take: who
   * has been silent for twice that has been waited for long enough.
   *
   * @param expected how long it should take; null where that is not known
   */
  Duration lease(OpenWork work, Duration expected) {
    Duration first =
        expected == null
            ? lease
            : longer(
                lease.dividedBy(2),
                shorter(expected.multipliedBy(SILENCE), lease.multipliedBy(LONGEST)));
    return first.multipliedBy(doubled(work.failedBy().size() + 1));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
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

  /** Whether a sign of life is worth writing down: a quarter of the lease has gone by. */
  boolean renews(OpenWork work, Duration expected, Instant now) {
    Duration left = Duration.between(now, work.due());
    Duration whole = lease(work, expected);
    boolean lateEnough = left.compareTo(whole.minus(whole.dividedBy(4))) < 0;
    return work.holder() == null
        || lateEnough && !overtime(work, expected, now) && !hangs(work, expected, now);
  }

  /**
   * Whether work has been in hand for so much longer than it should take that its worker seems to
   * hang, though it is heard of. That is a guess, for what is in hand may wait for other work: so
   * only first attempts are held to it, and it is nobody's failure.
   */
  boolean overtime(OpenWork work, Duration expected, Instant now) {
    return expected != null
        && work.since() != null
        && work.id().attempt() == 1
        && !now.isBefore(work.since().plus(longer(lease, expected.multipliedBy(OVERTIME))));
  }

  /** Whether work has been in hand for so long that it will never be answered. */
  boolean hangs(OpenWork work, Duration expected, Instant now) {
    Duration longest =
        expected == null ? hold : longer(hold, shorter(expected, hold).multipliedBy(OVERTIME));
    return work.since() != null && !now.isBefore(work.since().plus(longest));
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

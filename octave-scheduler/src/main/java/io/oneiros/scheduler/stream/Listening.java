package io.oneiros.scheduler.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether the scheduler listens. While its machine sleeps, its process is stopped or it waits for
 * the broker, it hears nobody; and where its clock is set, time passes that nobody had. Neither
 * says anything of workers and storage.
 */
final class Listening {
  /** Periods that may go by while it is there, and only busy. */
  private static final int LATE = 5;

  private final Duration period;
  private final Duration longest;
  private Instant last;

  /**
   * @param period at which it listens at least, as a rule
   * @param notice within which whoever is there is heard: what is shorter is not missed
   */
  Listening(Duration period, Duration notice, Instant now) {
    this.period = period;
    Duration late = period.multipliedBy(LATE);
    longest = late.compareTo(notice) > 0 ? late : notice;
    last = now;
  }

  /**
   * It listens now.
   *
   * @return the time that it missed since it last did; zero as a rule, less than zero where the
   *     clock was set back
   */
  Duration missed(Instant now) {
    Duration gap = Duration.between(last, now);
    last = now;
    return gap.abs().compareTo(longest) > 0 ? gap.minus(period) : Duration.ZERO;
  }
}

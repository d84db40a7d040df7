package io.oneiros.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the scheduler waits for others, and keeps what has ended. */
@ConfigMapping(prefix = "oneiros.scheduler")
public interface SchedulerSettings {
  /**
   * How long a task may go without an answer or a sign of life before it is sent out again; 60 s.
   * Of a tile in hand that is twice the time that it should take by those before it, but no less
   * than half of this and no more than eight times this.
   */
  @WithDefault("60s")
  Duration lease();

  /** How long work rests after its first failure, doubled by each further one; 1 s. */
  @WithDefault("1s")
  Duration rest();

  /**
   * How long a dream that has ended is kept with its picture before it is deleted and forgotten; 7
   * days, 0 for ever.
   */
  @WithDefault("7d")
  Duration retention();

  /**
   * How long a dream that stays on one kind of device waits where no worker of that kind is heard,
   * and any where no storage is, before it fails; 15 min.
   */
  @WithDefault("15m")
  Duration absence();

  /**
   * How long a task may be in hand of somebody who is heard of, before that counts as a failure; 1
   * h. Where it is known how long a tile should take, ten times that if it is more.
   */
  @WithDefault("1h")
  Duration hold();
}

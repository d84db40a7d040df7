package io.oneiros.traces;

import java.time.Duration;

/** How finely metrics tell how long work took that a dream waits for: tiles, storage tasks. */
public final class WorkTimes {
  private WorkTimes() {}

  /** Upper bounds of a histogram's buckets, from 20 ms to a minute. */
  public static Duration[] bounds() {
    return new Duration[] {
      Duration.ofMillis(20),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofMillis(500),
      Duration.ofSeconds(1),
      Duration.ofMillis(2500),
      Duration.ofSeconds(10),
      Duration.ofMinutes(1)
    };
  }
}

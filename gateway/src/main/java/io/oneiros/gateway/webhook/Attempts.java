package io.oneiros.gateway.webhook;

import java.time.Duration;

/**
 * How often an event is sent, and when.
 *
 * @param most 1 to 20
 * @param first pause after the first attempt, 1 ms to 1 h; each later one is four times as long,
 *     but at most 1 h
 * @param timeout of one attempt, 1 ms to 1 min
 * @param patience from when an event is read, 1 s to 1 d: past that it is sent no more
 */
record Attempts(int most, Duration first, Duration timeout, Duration patience) {
  private static final int GROWTH = 4;
  private static final int MOST = 20;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  Attempts {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException(
          "oneiros.webhooks.attempts is %d; it must be 1 to %d.".formatted(most, MOST));
    }
    require("pause", first, SHORTEST, LONGEST);
    require("timeout", timeout, SHORTEST, Duration.ofMinutes(1));
    require("patience", patience, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  static Attempts of(WebhookSettings settings) {
    return new Attempts(
        settings.attempts(), settings.pause(), settings.timeout(), settings.patience());
  }

  private static void require(String name, Duration value, Duration least, Duration greatest) {
    if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "oneiros.webhooks.%s is %s; it must be %s to %s."
              .formatted(name, value, least, greatest));
    }
  }

  /**
   * @param attempt that failed, from 1
   */
  Duration pause(int attempt) {
    Duration pause = first.multipliedBy((long) Math.pow(GROWTH, attempt - 1));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}

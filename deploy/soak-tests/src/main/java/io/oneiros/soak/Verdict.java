package io.oneiros.soak;

import java.time.Duration;
import java.util.List;

/**
 * What a scenario that kept its promises measured.
 *
 * @param dreams that completed
 * @param tiles accepted
 * @param attempts at tiles
 * @param time from the first post to the last picture
 * @param pause the longest in which no dream went on, beyond the time a part was away
 */
public record Verdict(
    Scenario scenario,
    int dreams,
    int tiles,
    int attempts,
    Duration time,
    Duration pause,
    List<String> notes) {
  static final String HEADER =
      "%-20s %6s %6s %8s %7s %8s"
          .formatted("scenario", "dreams", "tiles", "attempts", "time", "pause");

  @Override
  public String toString() {
    return "%-20s %6d %6d %8d %5.0f s %6.1f s  %s"
        .formatted(
            scenario.name(),
            dreams,
            tiles,
            attempts,
            time.toMillis() / 1000.0,
            pause.toMillis() / 1000.0,
            String.join(", ", notes));
  }
}

package io.oneiros.standalone.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code --json} prints about a dream that has ended.
 *
 * @param seconds from its acceptance to its end
 * @param octaveSeconds how long each finished octave took
 * @param tiles tile tasks accepted
 * @param attempts tile tasks dispatched, repeats included
 * @param pixelSteps picture pixels times gradient steps
 * @param out the picture's file, absent unless completed
 */
public record Summary(
    String id,
    DreamStatus status,
    double seconds,
    List<Double> octaveSeconds,
    int tiles,
    int attempts,
    long pixelSteps,
    String out) {
  public static Summary of(DreamSnapshot snapshot, Path out) {
    Duration duration = Duration.between(snapshot.createdAt(), snapshot.updatedAt());
    return new Summary(
        snapshot.id(),
        snapshot.status(),
        duration.toMillis() / 1000.0,
        snapshot.octaveSeconds(),
        snapshot.progress().tilesDone(),
        snapshot.progress().attempts(),
        snapshot.progress().pixelSteps(),
        snapshot.status() == DreamStatus.COMPLETED ? out.toString() : null);
  }

  /** On one line. */
  public String json() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.oneiros.gateway.intake;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is open, and how fast it goes.
 *
 * @param dreams accepted or running
 * @param pixelSteps that they have still to do
 * @param nearest to its end: what the dream has to do that has the least; 0 if none is running
 * @param pace of all, in pixel-steps a second; 0 if nothing has been done yet
 */
record Load(int dreams, long pixelSteps, long nearest, double pace) {
  private static final Duration UNKNOWN = Duration.ofSeconds(30);
  private static final long SOONEST_SECONDS = 1;
  private static final long LATEST_SECONDS = 600;

  /**
   * @param open as the board has them
   * @param estimates of the work of dreams whose pictures the scheduler has not told of yet, by id;
   *     some may not be on the board
   */
  static Load of(List<DreamSnapshot> open, Map<String, Long> estimates, Instant now) {
    Set<String> ids = new HashSet<>(estimates.keySet());
    long pixelSteps = estimates.values().stream().mapToLong(Long::longValue).sum();
    long nearest = Long.MAX_VALUE;
    double pace = 0;
    for (DreamSnapshot dream : open) {
      Progress progress = dream.progress();
      ids.add(dream.id());
      if (progress.pixelStepsTotal() > 0) {
        long left = Math.max(0, progress.pixelStepsTotal() - progress.pixelSteps());
        long millis = Duration.between(dream.createdAt(), now).toMillis();
        pixelSteps += left;
        nearest = Math.min(nearest, left);
        pace += progress.pixelSteps() * 1000.0 / Math.max(1000, millis);
      }
    }
    return new Load(ids.size(), pixelSteps, nearest == Long.MAX_VALUE ? 0 : nearest, pace);
  }

  /** About how long it takes until so much of it is done; half a minute if nobody can tell. */
  Duration until(long done) {
    return pace > 0
        ? Duration.ofSeconds(
            Math.max(SOONEST_SECONDS, Math.min(LATEST_SECONDS, (long) Math.ceil(done / pace))))
        : UNKNOWN;
  }
}

package io.oneiros.gateway.intake;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.Full;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets in no more dreams than may be open at a time, and no more work. Exact for one gateway;
 * several see of each other what the scheduler tells, so that each may let in a few too many.
 */
@ApplicationScoped
public class Admission {
  private final LimitSettings limits;
  private final DreamBoard board;
  private final Clock clock;

  /** Dreams let in here of which the scheduler has not told yet how much work they are. */
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * @param shown whether the dream has been on the board
   */
  private record Entry(long pixelSteps, boolean shown) {}

  Admission(LimitSettings limits, DreamBoard board, Clock clock) {
    this.limits = limits;
    this.board = board;
    this.clock = clock;
  }

  /**
   * Lets a dream in, and counts it until it has ended, or {@link #withdraw} is called.
   *
   * @param pixelSteps its work
   * @throws Full {@code too-many-open-dreams} or {@code too-much-open-work}
   */
  synchronized void admit(String dream, long pixelSteps) {
    Load load = loadBeside(dream);
    if (load.dreams() >= limits.maxOpenDreams()) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MANY_OPEN_DREAMS,
              "%d dreams are open, at most %d may be; try again when one has ended."
                  .formatted(load.dreams(), limits.maxOpenDreams()),
              "oneiros.limits.max-open-dreams"),
          load.until(load.nearest()));
    }
    long excess = load.pixelSteps() + pixelSteps - limits.maxOpenPixelSteps();
    if (excess > 0 && load.pixelSteps() > 0) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MUCH_OPEN_WORK,
              "The dream is %d pixel-steps of work, and %d are open; at most %d may be. Try again when less is, or dream a smaller picture with fewer iterations."
                  .formatted(pixelSteps, load.pixelSteps(), limits.maxOpenPixelSteps()),
              "oneiros.limits.max-open-pixel-steps"),
          load.until(Math.min(excess, load.pixelSteps())));
    }
    entries.put(dream, new Entry(pixelSteps, false));
  }

  /** The dream is on the board now. */
  synchronized void shown(String dream) {
    entries.computeIfPresent(dream, (id, entry) -> new Entry(entry.pixelSteps(), true));
  }

  /** The dream was not taken after all. */
  synchronized void withdraw(String dream) {
    entries.remove(dream);
  }

  private Load loadBeside(String dream) {
    entries.entrySet().removeIf(entry -> told(entry.getKey(), entry.getValue()));
    Map<String, Long> estimates = new HashMap<>();
    entries.forEach((id, entry) -> estimates.put(id, entry.pixelSteps()));
    estimates.remove(dream);
    List<DreamSnapshot> others =
        board.open().stream().filter(other -> !other.id().equals(dream)).toList();
    return Load.of(others, estimates, clock.instant());
  }

  /** Whether the board says all of a dream that there is to say, its end perhaps. */
  private boolean told(String dream, Entry entry) {
    Optional<DreamSnapshot> news = board.find(dream);
    return news.isEmpty()
        ? entry.shown()
        : news.get().status().terminal() || news.get().progress().pixelStepsTotal() > 0;
  }
}

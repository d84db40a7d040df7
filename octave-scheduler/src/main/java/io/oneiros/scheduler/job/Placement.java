package io.oneiros.scheduler.job;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import java.time.Instant;

/**
 * The kind of device that a dream is dreamed on. Kinds differ in the last bits, so unless it is
 * asked for otherwise a dream stays on one: that of its first tile. Which that is counts when the
 * tile is accepted, not when it is sent: a scheduler that dies may forget what it has sent, so
 * until then the kind may change, and a tile that another kind has dreamed is no answer.
 */
final class Placement {
  private static final String SETTING = "oneiros.scheduler.absence";
  private static final String AGAIN =
      "have it dreamed again (POST /v1/dreams/{id}/retry, deploy/dream retry ID)";

  private final Patience patience;

  Placement(Patience patience) {
    this.patience = patience;
  }

  /**
   * Whether a tile that was dreamed on that kind can be one of the dream's; older workers say none.
   */
  static boolean fits(Draft dream, String kind) {
    return dream.kind == null || kind == null || dream.kind.equals(kind);
  }

  /** The dream has a tile there, or is to have one. */
  static void on(Draft dream, String kind) {
    if (!dream.terms.anywhere() && dream.kind == null) {
      dream.kind = kind;
    }
  }

  static void accepted(Draft dream, Result.TileDreamed tile) {
    if (tile.device() != null) {
      dream.devices.add(tile.device());
    }
    on(dream, tile.kind());
  }

  /** Whether the dream should leave its kind: it is gone, others are there, nothing is dreamed. */
  boolean moves(DreamState state, Kinds kinds, Instant now) {
    return state.kind() != null
        && state.shown().terms().kind() == null
        && state.shown().progress().tilesDone() == 0
        && gone(state.kind(), kinds, now);
  }

  /**
   * What is wrong with a dream that waits for workers, of its kind if it has one, or for storage,
   * and there have been none for long; null if nothing is.
   */
  Problem desertion(DreamState state, JobEvent.Tick tick, Instant now) {
    if (state.open().stream().anyMatch(OpenWork::isTile)
        && isAbsent(tick.kinds().lastHeard(state.kind()), now)) {
      return noWorker(state.kind());
    }
    return state.open().stream().anyMatch(work -> !work.isTile())
            && isAbsent(tick.storageHeard(), now)
        ? noStorage()
        : null;
  }

  private boolean isAbsent(Instant heard, Instant now) {
    return !now.isBefore(heard.plus(patience.absence()));
  }

  /** Whether the work is out to workers who have gone, and others may have it. */
  boolean strays(Draft dream, OpenWork work, Kinds kinds) {
    return work.isTile()
        && work.holder() == null
        && dream.kind == null
        && gone(work.kind(), kinds, dream.now);
  }

  /** Nobody of that kind is there, but somebody of another. */
  private boolean gone(String kind, Kinds kinds, Instant now) {
    return !present(kinds.lastHeard(kind), now)
        && kinds.heard().values().stream().anyMatch(heard -> present(heard, now));
  }

  private boolean present(Instant heard, Instant now) {
    return now.isBefore(heard.plus(patience.lease()));
  }

  private Problem noWorker(String kind) {
    return new Problem(
        ProblemCode.NO_WORKER,
        kind == null
            ? "No worker has been heard for %d s. Start one, and %s."
                .formatted(patience.absence().toSeconds(), AGAIN)
            : "No worker of the kind '%s' has been heard for %d s, and the dream stays on that kind. Start one and %s, or post it anew with \"device\": \"any\" if its bytes need not be the same again."
                .formatted(kind, patience.absence().toSeconds(), AGAIN),
        SETTING);
  }

  private Problem noStorage() {
    return new Problem(
        ProblemCode.NO_STORAGE,
        "No instance of storage has been heard for %d s. Start one, and %s."
            .formatted(patience.absence().toSeconds(), AGAIN),
        SETTING);
  }
}

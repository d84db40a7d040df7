package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;

/** Finds the dream that a path or a key names, if it is as far as is needed. */
final class Dreams {
  private Dreams() {}

  /**
   * @throws ProblemException {@code deleting} if what the dream keeps is being deleted
   */
  static DreamSnapshot kept(DreamSnapshot dream) {
    if (dream.deleting()) {
      throw new ProblemException(
          ProblemCode.DELETING,
          "Dream '%s' is being deleted; try again in a moment.".formatted(dream.id()));
    }
    return dream;
  }

  /**
   * @throws ProblemException {@code unknown-dream}
   */
  static DreamSnapshot find(DreamBoard board, String id) {
    return board
        .find(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNKNOWN_DREAM,
                    "There is no dream '%s'; GET %s lists those there are."
                        .formatted(id, DreamsResource.PATH)));
  }

  /**
   * @throws ProblemException {@code not-finished}, {@code dream-failed}, {@code dream-cancelled} or
   *     {@code deleting}, unless the dream has what comes of dreams
   */
  static DreamSnapshot completed(DreamSnapshot dream) {
    return switch (dream.status()) {
      case COMPLETED -> kept(dream);
      case ACCEPTED, RUNNING ->
          throw new ProblemException(
              ProblemCode.NOT_FINISHED,
              "The dream is %s; its picture is there when it is completed."
                  .formatted(dream.status().code()));
      case FAILED -> throw new ProblemException(ProblemCode.DREAM_FAILED, reason(dream));
      case CANCELLED -> throw cancelled();
    };
  }

  static ProblemException cancelled() {
    return new ProblemException(
        ProblemCode.DREAM_CANCELLED, "The dream was cancelled before it had a picture.");
  }

  private static String reason(DreamSnapshot dream) {
    return dream.problem() == null
        ? "The dream failed."
        : "The dream failed: " + dream.problem().detail();
  }
}

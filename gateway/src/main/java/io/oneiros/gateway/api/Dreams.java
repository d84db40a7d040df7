package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;

/** Finds the dream that a path or a key names. */
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
}

package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;

/** Finds the dream that a path names. */
final class Dreams {
  private Dreams() {}

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

package io.oneiros.gateway.api;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The completed dream that a path names. Who reads {@code completed} on {@code dream.events} may
 * ask for the picture before this gateway has read the same news on {@code dream.jobs}. A picture
 * is stored only just before its dream completes, so where one lies the news is waited for.
 */
@ApplicationScoped
class CompletedDreams {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DreamBoard board;
  private final ObjectStore objects;

  CompletedDreams(DreamBoard board, ObjectStore objects) {
    this.board = board;
    this.objects = objects;
  }

  /**
   * @throws ProblemException {@code unknown-dream}, or as {@link Dreams#completed}
   */
  DreamSnapshot find(String id) {
    if (!board.ended(id) && ObjectKeys.isDreamId(id) && objects.exists(ObjectKeys.image(id))) {
      try {
        board.awaitEnd(id, PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Dreams.completed(Dreams.find(board, id));
  }
}

package io.oneiros.gateway.api;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.GatewaySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * The completed dream that a path names. Who reads {@code completed} on {@code dream.events} may
 * ask for the picture before this gateway has read the same news on {@code dream.jobs}. A picture
 * is stored only just before its dream completes, so where one lies the news is waited for.
 */
@ApplicationScoped
class CompletedDreams {
  private final DreamBoard board;
  private final ObjectStore objects;
  private final Duration patience;

  @Inject
  CompletedDreams(DreamBoard board, ObjectStore objects, GatewaySettings settings) {
    this(board, objects, settings.newsPatience());
  }

  CompletedDreams(DreamBoard board, ObjectStore objects, Duration patience) {
    this.board = board;
    this.objects = objects;
    this.patience = patience;
  }

  /**
   * @throws ProblemException {@code unknown-dream}, or as {@link Dreams#completed}
   */
  DreamSnapshot find(String id) {
    if (!board.ended(id) && ObjectKeys.isDreamId(id) && objects.exists(ObjectKeys.image(id))) {
      try {
        board.awaitEnd(id, patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Dreams.completed(Dreams.find(board, id));
  }
}

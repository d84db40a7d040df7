package io.oneiros.gateway;

import io.oneiros.gateway.board.DreamBoard;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** What tests of dreams that failed have besides. */
abstract class OnFailedDreams extends PlayedScheduler {
  @Inject DreamBoard board;
  FailedDreams failed;

  @BeforeEach
  void fail() {
    failed = new FailedDreams(scheduler, board);
  }
}

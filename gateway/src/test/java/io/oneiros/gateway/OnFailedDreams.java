package io.oneiros.gateway;

import io.oneiros.gateway.board.DreamBoard;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of dreams that failed have before them: a gateway, and a scheduler that is played. */
abstract class OnFailedDreams implements RealParts.NeedsParts {
  @Inject DreamBoard board;
  RealParts parts;
  Scheduler scheduler;
  FailedDreams failed;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
    scheduler = new Scheduler(parts.kafka().bootstrapServers());
    failed = new FailedDreams(scheduler, board);
  }

  @AfterEach
  void stop() {
    scheduler.close();
  }
}

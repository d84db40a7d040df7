package io.oneiros.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What many tests have before them: a gateway that is ready, and a scheduler that is played. */
abstract class PlayedScheduler implements RealParts.NeedsParts {
  RealParts parts;
  Scheduler scheduler;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
    scheduler = new Scheduler(parts.kafka().bootstrapServers());
  }

  @AfterEach
  void stop() {
    scheduler.close();
  }
}

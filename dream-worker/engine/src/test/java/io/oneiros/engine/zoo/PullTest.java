package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A zoo whose files a server of the test's own has. */
abstract class PullTest {
  @TempDir Path cache;
  ServedZoo zoo;

  @BeforeEach
  void start() throws IOException {
    zoo = new ServedZoo(cache, Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    zoo.close();
  }
}

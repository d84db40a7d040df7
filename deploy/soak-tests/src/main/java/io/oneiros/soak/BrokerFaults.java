package io.oneiros.soak;

import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** The broker away, and what the gateway says of it. */
final class BrokerFaults {
  /** The gateway's producer gives up after 8 s at worst. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private BrokerFaults() {}

  /** kill -9 to the broker, which comes back only after a while; the gateway says so meanwhile. */
  static Fault gone(Duration time) {
    return stage -> {
      long since = System.nanoTime();
      stage.house().kill("broker");
      tellsSo(stage);
      stage.awaitTime(since, time);
      stage.house().start("broker");
      stage.wasAway(since);
      stage.awaitRecovery("back");
    };
  }

  /** SIGSTOP to the broker: connections stay, and nothing comes. */
  static Fault frozen(Duration time) {
    return stage -> {
      long since = System.nanoTime();
      stage.house().freeze("broker");
      try {
        tellsSo(stage);
        stage.awaitTime(since, time);
      } finally {
        stage.house().thaw("broker");
      }
      stage.wasAway(since);
      stage.awaitRecovery("back");
    };
  }

  /** A post is refused within the time that it may take. */
  private static void tellsSo(Stage stage) throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(stage.house().gateway());
    Orders orders = Orders.in(Files.createTempDirectory("soak"));
    long start = System.nanoTime();
    try {
      String id = gateway.submit(orders.tiny());
      throw new BrokenPromiseException("dream " + id + " was accepted without a broker");
    } catch (GatewayException e) {
      if (!e.getMessage().contains("(unavailable")) {
        throw new BrokenPromiseException("without a broker the gateway says: " + e.getMessage());
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (took.compareTo(ANSWER) > 0) {
      throw new BrokenPromiseException(
          "without a broker the gateway answered after %d s; at most %d s are promised"
              .formatted(took.toSeconds(), ANSWER.toSeconds()));
    }
    stage.note("refusal after %.1f s".formatted(took.toMillis() / 1000.0));
  }
}

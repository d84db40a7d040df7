package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  @Test
  void storeThatIsAwayIsAskedAgainAndThenNamed() throws IOException {
    String endpoint = "http://127.0.0.1:" + closedPort();
    ObjectStoreSettings settings =
        new ObjectStoreSettings(endpoint, "access", "secret-key", "pictures", "us-east-1");
    try (ObjectStore objects = new ObjectStore(settings)) {
      Assertions.assertTimeout(
          Duration.ofSeconds(10),
          () ->
              assertThatThrownBy(() -> objects.get("dreams/d/upload"))
                  .isInstanceOf(ObjectStoreException.class)
                  .isNotInstanceOf(MissingObjectException.class)
                  .hasMessageContaining("'dreams/d/upload' in pictures at " + endpoint)
                  .hasMessageContaining("6 of 6 attempts")
                  .hasMessageNotContaining("secret-key"));
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

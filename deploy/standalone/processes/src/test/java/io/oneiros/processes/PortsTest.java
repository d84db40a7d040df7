package io.oneiros.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void freePortsAreDifferentAndNoOutgoingConnectionCanTakeThem() {
    int[] ports = Ports.free(200);
    assertThat(ports).hasSize(200).doesNotHaveDuplicates();
    for (int port : ports) {
      assertThat(port).isBetween(16_384, 32_767);
      assertThat(Ports.taken(port)).isFalse();
    }
  }

  @Test
  void portThatSomebodyListensOnIsTaken() throws Exception {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(Ports.taken(somebody.getLocalPort())).isTrue();
    }
  }
}

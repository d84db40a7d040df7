package io.oneiros.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir private Path folder;

  @Test
  void theGatewayOfAHomeIsFoundWhileItAnswers() throws IOException {
    Home home = new Home(folder);
    assertThat(Running.served(home)).isEmpty();

    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try {
      Files.createDirectories(home.run());
      Files.writeString(home.run().resolve("gateway.url"), gateway + "\n");
      assertThat(Running.served(home)).contains(gateway);
    } finally {
      server.stop(0);
    }
    assertThat(Running.served(home)).isEmpty();
  }
}

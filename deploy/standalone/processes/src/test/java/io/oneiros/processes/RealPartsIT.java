package io.oneiros.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPartsIT {
  @TempDir Path home;

  @Test
  void brokerServesAgainOnTheSameFolderAndPortAfterACleanStopAndAfterAKill() {
    int port;
    try (RealKafka kafka = RealKafka.start(home)) {
      port = kafka.port();
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(Ports.taken(port)).isTrue();
    }
    assertThat(Ports.taken(port)).isFalse();
    RealKafka second = RealKafka.start(home, port);
    second.child().kill();
    try (RealKafka third = RealKafka.start(home, port)) {
      assertThat(third.child().alive()).isTrue();
      assertThat(Ports.taken(port)).isTrue();
    }
  }

  @Test
  void takenPortIsToldInOneSentence() throws IOException {
    try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = squatter.getLocalPort();
      assertThatThrownBy(() -> RealKafka.start(home, port))
          .isInstanceOf(ChildFailedException.class)
          .hasMessageContaining("broker died with exit code 1")
          .hasMessageContaining(home.resolve("log/broker.log").toString())
          .hasMessageEndingWith("port " + port + " of 127.0.0.1 is taken");
      assertThatThrownBy(
              () -> RealObjects.s3proxy(home, port, new RealObjects.Keys("access", "secret")))
          .hasMessageContaining("objects died with exit code 1")
          .hasMessageEndingWith("port " + port + " of 127.0.0.1 is taken");
    }
  }

  @Test
  void s3proxyRefusesStrangers() throws Exception {
    try (RealObjects objects = RealObjects.s3proxy(home)) {
      assertThat(statusOfUnsignedList(objects)).isEqualTo(403);
    }
  }

  @Test
  void minioRefusesStrangers() throws Exception {
    assumeTrue(RealObjects.minioOnPath(), "no minio program on the PATH");
    try (RealObjects objects = RealObjects.minio(home)) {
      assertThat(statusOfUnsignedList(objects)).isEqualTo(403);
    }
  }

  private static int statusOfUnsignedList(RealObjects objects) throws Exception {
    HttpRequest list = HttpRequest.newBuilder(URI.create(objects.endpoint() + "/")).GET().build();
    return HttpClient.newHttpClient()
        .send(list, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}

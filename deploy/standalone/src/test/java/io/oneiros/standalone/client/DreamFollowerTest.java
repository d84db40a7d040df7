package io.oneiros.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How answers on the wire are taken; the last one is given again and again. */
class DreamFollowerTest {
  private static final Answer UNKNOWN =
      new Answer(404, "{\"code\":\"unknown-dream\",\"detail\":\"There is no dream 'd1'.\"}");

  private final Queue<Answer> answers = new ArrayDeque<>();
  private HttpServer server;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/dreams/d1", exchange -> answer(exchange, next()));
    server.createContext("/v1/dreams/d1/events", exchange -> answer(exchange, UNKNOWN));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void gatewayThatDoesNotKnowTheDreamYetIsAskedAgain() throws Exception {
    answers.addAll(List.of(UNKNOWN, new Answer(503, "starting"), completed()));
    assertThat(follow(Duration.ofSeconds(20)).status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void gatewayThatNeverKnowsTheDreamIsBelieved() {
    answers.add(UNKNOWN);
    assertThatThrownBy(() -> follow(Duration.ofMillis(500)))
        .isInstanceOf(GatewayException.class)
        .hasMessage("There is no dream 'd1'. (unknown-dream)");
  }

  @Test
  void gatewayThatSaysNoIsBelievedAtOnce() {
    answers.addAll(List.of(new Answer(401, "who are you?"), completed()));
    assertThatThrownBy(() -> follow(Duration.ofSeconds(20)))
        .isInstanceOf(GatewayException.class)
        .hasMessage("The gateway answered with status 401.");
  }

  private DreamSnapshot follow(Duration patience) throws InterruptedException {
    URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new DreamFollower(new GatewayClient(gateway), () -> {}, patience)
        .follow("d1", snapshot -> {});
  }

  private Answer next() {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Answer completed() {
    DreamSnapshot end =
        new DreamSnapshot(
            "d1",
            7,
            DreamStatus.COMPLETED,
            null,
            null,
            0,
            DreamSnapshot.Progress.NONE,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            false,
            null);
    return new Answer(
        200, new String(Json.write(DreamSnapshot.class, end), StandardCharsets.UTF_8));
  }
}

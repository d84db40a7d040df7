package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What commands ask of a gateway, and what they make of the answers. */
class SystemCommandsTest {
  private static final String LETTER =
      "{\"id\":\"0-7\",\"at\":\"2026-01-02T03:04:05Z\",\"topic\":\"dream.tiles\",\"key\":\"d1\\u001b/k3/o0/r0/tile/0/a3\","
          + "\"by\":\"w-0f8fad5b-d9cb-469f-a165-70867728950e\","
          + "\"problem\":{\"code\":\"tile-failed\",\"detail\":\"It\\n\\u001b broke.\"}}";

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void listHasALineForEachLetter() {
    assertThat(run(0, "dead-letters")).isEqualTo(letters(0, "list"));
    assertThat(letters(0, "list").lines())
        .hasSize(2)
        .last()
        .asString()
        .matches(
            "0-7 +2026-01-02T03:04:05Z +dream.tiles +d1 +w-0f8fad5b +It broke. \\(tile-failed\\)");
    assertThat(asked).containsOnly("GET /v1/dead-letters?limit=50");
  }

  @Test
  void showPrintsTheLetterWhole() {
    assertThat(letters(0, "show", "0-7")).contains("\"code\" : \"tile-failed\"");
    assertThat(asked).containsExactly("GET /v1/dead-letters/0-7");
  }

  @Test
  void replaySaysWhichDreamItIsAbout() {
    assertThat(letters(0, "replay", "0-7").strip()).isEqualTo("d1");
    assertThat(asked).containsExactly("POST /v1/dead-letters/0-7/replay");
  }

  @Test
  void replayOfAWebhooksLetterSaysThatItIsOnlyTriedAgain() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      letters(0, "replay", "0-7");
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("webhook is tried again");
  }

  @Test
  void retrySaysWhichDreamItIsAbout() {
    assertThat(run(0, "retry", "d1").strip()).isEqualTo("d1");
    assertThat(asked).containsExactly("POST /v1/dreams/d1/retry");
  }

  @Test
  void whateverIsTypedIsOnePartOfThePath() {
    letters(1, "show", "../dreams/a b");
    assertThat(asked).containsExactly("GET /v1/dead-letters/..%2Fdreams%2Fa%20b");
  }

  private String letters(int code, String... arguments) {
    List<String> line = new ArrayList<>(List.of("dead-letters"));
    line.addAll(List.of(arguments));
    return run(code, line.toArray(String[]::new));
  }

  private String run(int code, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("--gateway=http://127.0.0.1:" + server.getAddress().getPort());
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(line.toArray(String[]::new), Map.of())).isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(exchange.getRequestMethod() + " " + path);
    boolean list = path.endsWith("?limit=50");
    boolean one = path.endsWith("/0-7");
    boolean again = path.endsWith("/0-7/replay") || path.endsWith("/d1/retry");
    String body =
        list
            ? "{\"letters\":[" + LETTER + "]}"
            : one
                ? LETTER
                : again
                    ? "{\"dream\":\"d1\",\"topic\":\"dream.events\"}"
                    : "{\"detail\":\"There is none.\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(list || one ? 200 : again ? 202 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

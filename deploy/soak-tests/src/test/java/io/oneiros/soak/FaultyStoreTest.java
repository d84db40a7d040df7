package io.oneiros.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.oneiros.soak.FaultyStore.Fate;
import io.oneiros.soak.FaultyStore.Mood;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before a server that answers what it was told: method, host, path, body. */
class FaultyStoreTest {
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer real;
  private FaultyStore store;

  @BeforeEach
  void start() throws IOException {
    real = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    real.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          String told =
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestHeaders().getFirst("Host"),
                      exchange.getRequestURI(),
                      new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = told.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("ETag", "e");
          exchange.sendResponseHeaders(201, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    real.start();
    store = new FaultyStore(URI.create("http://127.0.0.1:" + real.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    store.close();
    real.stop(0);
  }

  @Test
  void goodOneHandsOnWhatIsSignedAndAnswered() throws Exception {
    HttpResponse<String> answer = put("/bucket/a%20b?x=1", "body");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("ETag")).hasValue("e");
    String host = store.endpoint().substring("http://".length());
    assertThat(answer.body()).isEqualTo("PUT " + host + " /bucket/a%20b?x=1 body");
  }

  @Test
  void refusedCallDoesNotReachTheRealStore() throws Exception {
    store.mood(call -> Fate.refused(507, "XMinioStorageFull"));
    HttpResponse<String> answer = put("/bucket/key", "body");

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(answer.body()).contains("<Code>XMinioStorageFull</Code>");
    assertThat(calls).hasValue(0);
  }

  @Test
  void flippedAnswerDiffersInOneBit() throws Exception {
    byte[] right = put("/bucket/key", "body").body().getBytes(StandardCharsets.UTF_8);
    store.mood(call -> call.path().equals("/bucket/key") ? Fate.FLIP : Fate.PASS);
    byte[] wrong = put("/bucket/key", "body").body().getBytes(StandardCharsets.UTF_8);

    int bits = 0;
    for (int i = 0; i < right.length; i++) {
      bits += Integer.bitCount((right[i] ^ wrong[i]) & 0xFF);
    }
    assertThat(bits).isEqualTo(1);
  }

  @Test
  void lateAnswerComesLateAndAGoodMoodReturns() throws Exception {
    store.mood(call -> Fate.late(Duration.ofMillis(300)));
    long start = System.nanoTime();
    put("/bucket/key", "body");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);

    store.mood(Mood.GOOD);
    assertThat(put("/bucket/key", "body").statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(store.endpoint() + path))
            .PUT(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

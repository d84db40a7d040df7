package io.oneiros.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 endpoint with moods: it hands every call on to a real one, signature and all, unless its
 * mood has something else in mind.
 */
public final class FaultyStore implements AutoCloseable {
  /** Without it the JDK's client would not let the signed host through. */
  private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final URI real;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Mood mood = Mood.GOOD;

  /**
   * @param path of the bucket and the key
   */
  public record Call(String method, String path) {}

  /**
   * What becomes of a call.
   *
   * @param delay before anything happens
   * @param refusal the answer's status and S3 error code instead of the real store's; null for none
   * @param flip whether one bit of the body that is read gets turned
   */
  public record Fate(Duration delay, Map.Entry<Integer, String> refusal, boolean flip) {
    public static final Fate PASS = new Fate(Duration.ZERO, null, false);
    public static final Fate FLIP = new Fate(Duration.ZERO, null, true);

    public static Fate late(Duration by) {
      return new Fate(by, null, false);
    }

    public static Fate refused(int status, String code) {
      return new Fate(Duration.ZERO, Map.entry(status, code), false);
    }
  }

  /** Decides each call's fate; called by many threads. */
  @FunctionalInterface
  public interface Mood {
    Mood GOOD = call -> Fate.PASS;

    Fate decide(Call call);
  }

  FaultyStore(URI real) {
    if (!System.getProperty(RESTRICTED, "").contains("host")) {
      throw new IllegalStateException("start Java with -D" + RESTRICTED + "=host");
    }
    this.real = real;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void mood(Mood next) {
    mood = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fate fate =
          mood.decide(new Call(exchange.getRequestMethod(), exchange.getRequestURI().getPath()));
      Thread.sleep(fate.delay().toMillis());
      if (fate.refusal() != null) {
        refuse(exchange, fate.refusal());
      } else {
        answer(exchange, send(exchange, body), fate.flip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, boolean flip)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
              }
            });
    byte[] body = answer.body();
    if (flip && body.length > 0) {
      body[body.length / 2] ^= 1;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      answer
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    write(exchange, answer.statusCode(), body);
  }

  private static void refuse(HttpExchange exchange, Map.Entry<Integer, String> refusal)
      throws IOException {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>A fault test</Message></Error>"
            .formatted(refusal.getValue());
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    byte[] body =
        exchange.getRequestMethod().equals("HEAD")
            ? new byte[0]
            : xml.getBytes(StandardCharsets.UTF_8);
    write(exchange, refusal.getKey(), body);
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

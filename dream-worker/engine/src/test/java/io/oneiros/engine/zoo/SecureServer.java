package io.oneiros.engine.zoo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An https server on this machine, and clients that trust it. */
final class SecureServer implements AutoCloseable {
  private static final SSLContext CONTEXT = SelfSigned.context();

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();

  SecureServer() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(CONTEXT));
    server.setExecutor(threads);
    server.start();
  }

  static HttpClient.Builder client() {
    return HttpClient.newBuilder().sslContext(CONTEXT).proxy(HttpClient.Builder.NO_PROXY);
  }

  /** In place of what was served there before. */
  URI serve(String path, HttpHandler handler) {
    try {
      server.removeContext(path);
    } catch (IllegalArgumentException nothingThere) {
      // The first one for this path.
    }
    server.createContext(
        path,
        exchange -> {
          requests.add(exchange.getRequestHeaders());
          try (exchange) {
            handler.handle(exchange);
          }
        });
    return uri(path);
  }

  URI uri(String path) {
    return URI.create("https://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  /** The headers of all requests so far. */
  List<Headers> requests() {
    return requests;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  /** All of a file, whatever is asked for. */
  static HttpHandler whole(byte[] content) {
    return exchange -> send(exchange, 200, content, 0);
  }

  /** A file of which parts can be had, if they are asked for by that ETag or by none. */
  static HttpHandler parts(byte[] content, String etag) {
    return exchange -> {
      Headers asked = exchange.getRequestHeaders();
      exchange.getResponseHeaders().set("ETag", etag);
      String condition = asked.getFirst("If-Range");
      String range = asked.getFirst("Range");
      if (range == null || (condition != null && !condition.equals(etag))) {
        send(exchange, 200, content, 0);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      String sent = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().set("Content-Range", sent);
      send(exchange, 206, content, from);
    };
  }

  static HttpHandler status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static HttpHandler redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] content, int from)
      throws IOException {
    exchange.sendResponseHeaders(status, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }
}

package io.oneiros.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** An HTTP server that takes down what it is told. */
final class Receiver implements AutoCloseable {
  /**
   * @param headers by their names in lower case
   */
  record Call(Map<String, String> headers, String body) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final IntUnaryOperator status;
  private final Map<String, String> headers;
  private final HttpServer server;

  /**
   * @param status to answer the nth call with, from 1
   */
  Receiver(IntUnaryOperator status) {
    this(status, Map.of());
  }

  /**
   * @param headers of every answer
   */
  Receiver(IntUnaryOperator status, Map<String, String> headers) {
    this.status = status;
    this.headers = headers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  /** Where it is told things, by whatever name leads to this machine. */
  String url(String host) {
    return "http://%s:%d/told".formatted(host, server.getAddress().getPort());
  }

  List<Call> calls() {
    return calls;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> asked = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> asked.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    calls.add(new Call(asked, body));
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status.applyAsInt(calls.size()), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

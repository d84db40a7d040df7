package io.oneiros.standalone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of spans: takes OTLP by HTTP, in protocol buffers, and keeps them. */
final class Collector implements AutoCloseable {
  private static final String SERVICE = "service.name";
  private static final String DREAM = "oneiros.dream";

  /**
   * @param parent id of a span; empty for none
   * @param dream that it says it is of; empty for none
   */
  record Span(String service, String name, String trace, String id, String parent, String dream) {}

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Span> spans() {
    return spans;
  }

  private void take(HttpExchange exchange) throws IOException {
    // Numbers of fields: opentelemetry-proto, collector/trace/v1 and trace/v1.
    for (UnknownFieldSet resource : in(exchange.getRequestBody().readAllBytes(), 1)) {
      String service = service(resource);
      for (UnknownFieldSet scope : in(resource, 2)) {
        for (UnknownFieldSet span : in(scope, 2)) {
          spans.add(
              new Span(
                  service,
                  text(span, 5).toStringUtf8(),
                  hex(span, 1),
                  hex(span, 2),
                  hex(span, 4),
                  attribute(span, 9, DREAM).orElse("")));
        }
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static String service(UnknownFieldSet spans) throws IOException {
    for (UnknownFieldSet resource : in(spans, 1)) {
      Optional<String> name = attribute(resource, 1, SERVICE);
      if (name.isPresent()) {
        return name.get();
      }
    }
    throw new IOException("spans of nobody");
  }

  private static Optional<String> attribute(UnknownFieldSet of, int field, String name)
      throws IOException {
    for (UnknownFieldSet attribute : in(of, field)) {
      if (text(attribute, 1).toStringUtf8().equals(name)) {
        return Optional.of(text(in(attribute, 2).get(0), 1).toStringUtf8());
      }
    }
    return Optional.empty();
  }

  private static String hex(UnknownFieldSet message, int field) {
    return HexFormat.of().formatHex(text(message, field).toByteArray());
  }

  private static ByteString text(UnknownFieldSet message, int field) {
    List<ByteString> values = message.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.get(0);
  }

  private static List<UnknownFieldSet> in(byte[] message, int field) throws IOException {
    return in(UnknownFieldSet.parseFrom(message), field);
  }

  private static List<UnknownFieldSet> in(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .map(Collector::message)
        .toList();
  }

  private static UnknownFieldSet message(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

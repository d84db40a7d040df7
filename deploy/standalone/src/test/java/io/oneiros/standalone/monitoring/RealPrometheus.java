package io.oneiros.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.Child;
import io.oneiros.processes.Command;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real Prometheus server with the project's own configuration and rules, but in a hurry: it
 * scrapes every second.
 */
final class RealPrometheus implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Child child;
  private final URI address;

  private RealPrometheus(Child child, URI address) {
    this.child = child;
    this.address = address;
  }

  /** A point of a series. */
  record Point(double time, double value) {}

  /**
   * A series.
   *
   * @param points that are numbers
   */
  record Series(Map<String, String> labels, List<Point> points) {}

  static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * @param home a folder of its own
   * @param targets what a system of {@code deploy/dream} writes down
   */
  static RealPrometheus start(Path home, Path targets) throws IOException {
    Path ours = Checkout.root().resolve("deploy/prometheus");
    String config =
        Files.readString(ours.resolve("prometheus.yml"))
            .replace("15s", "1s")
            .replace("30s", "1s")
            .replace("targets/*.json", targets.toString())
            .replace("rules.yml", ours.resolve("rules.yml").toString());
    Path file = Files.writeString(Files.createDirectories(home).resolve("prometheus.yml"), config);
    int port = Ports.free();
    URI address = URI.create("http://127.0.0.1:" + port);
    Command command =
        new Command(
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + home.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port));
    Child child =
        Child.start(home, "prometheus", command)
            .awaitReady(Readiness.http(address.resolve("/-/ready")), START_LIMIT);
    return new RealPrometheus(child, address);
  }

  /** What an expression gives now. */
  List<Series> query(String expr) throws IOException, InterruptedException {
    return series(get("/api/v1/query?query=" + encoded(expr)));
  }

  /** What it gives over a time, every second. */
  List<Series> query(String expr, Instant from, Instant to)
      throws IOException, InterruptedException {
    return series(
        get(
            "/api/v1/query_range?query=%s&start=%d&end=%d&step=1"
                .formatted(encoded(expr), from.getEpochSecond(), to.getEpochSecond())));
  }

  /** The {@code data} of an answer. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    JsonNode answer = Json.MAPPER.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalStateException(path + ": " + answer);
    }
    return answer.get("data");
  }

  private static List<Series> series(JsonNode data) {
    List<Series> all = new ArrayList<>();
    for (JsonNode result : data.get("result")) {
      Map<String, String> labels = new TreeMap<>();
      result
          .get("metric")
          .fields()
          .forEachRemaining(l -> labels.put(l.getKey(), l.getValue().asText()));
      JsonNode points =
          result.has("values")
              ? result.get("values")
              : Json.MAPPER.createArrayNode().add(result.get("value"));
      List<Point> numbers =
          Dashboard.stream(points)
              .map(point -> new Point(point.get(0).asDouble(), number(point.get(1).asText())))
              .filter(point -> Double.isFinite(point.value()))
              .toList();
      if (!numbers.isEmpty()) {
        all.add(new Series(labels, numbers));
      }
    }
    return all;
  }

  /** Prometheus writes {@code +Inf} where Java wants {@code Infinity}. */
  private static double number(String text) {
    return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    child.close();
  }
}

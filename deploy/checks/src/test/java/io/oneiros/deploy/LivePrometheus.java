package io.oneiros.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
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
import java.util.List;
import java.util.OptionalDouble;

/** A real Prometheus server that scrapes one service every second. */
record LivePrometheus(Child child, URI address) implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * @param target HOST:PORT
   * @param namespace what its discovery would add
   */
  static LivePrometheus start(Path folder, String target, String namespace) throws IOException {
    String config =
        """
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: oneiros-scheduler
            metrics_path: /q/metrics
            static_configs:
              - targets: ["%s"]
                labels: { namespace: "%s" }
        """
            .formatted(target, namespace);
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    URI address = URI.create("http://127.0.0.1:" + Ports.free());
    Command command =
        new Command(
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=" + address.getAuthority()));
    Child child =
        Child.start(folder, "prometheus", command)
            .awaitReady(Readiness.http(address.resolve("/-/ready")), Duration.ofMinutes(1));
    return new LivePrometheus(child, address);
  }

  /** The one number that an expression gives; empty where it gives none. */
  OptionalDouble number(String expr) throws IOException, InterruptedException {
    URI query =
        address.resolve("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8));
    JsonNode answer =
        Json.MAPPER.readTree(
            HTTP.send(HttpRequest.newBuilder(query).build(), BodyHandlers.ofByteArray()).body());
    JsonNode result = answer.at("/data/result");
    if (!answer.path("status").asText().equals("success") || result.size() > 1) {
      throw new IllegalStateException(expr + ": " + answer);
    }
    return result.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(result.at("/0/value/1").asDouble());
  }

  @Override
  public void close() {
    child.close();
  }
}

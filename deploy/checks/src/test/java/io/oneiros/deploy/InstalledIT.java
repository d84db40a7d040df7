package io.oneiros.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.deploy.Manifests.Workload;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.client.GatewayClient;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart's paths, ports, variables and queries, against the images' programs as they run, with a
 * Kafka that asks for TLS and a password.
 */
class InstalledIT {
  private static final int SECONDS = 60;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TINY =
      "{\"octaves\":1,\"iterations\":1,\"layers\":[{\"name\":\"mixed0\"}]}";

  @TempDir private static Path folder;

  private static Manifests manifests;
  private static Installed installed;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    manifests = Chart.manifests(Chart.valuesFile("secured"));
    installed = Installed.start(manifests, folder);
  }

  @AfterAll
  static void stop() {
    if (installed != null) {
      installed.close();
    }
  }

  @Test
  void everyProbeIsAnswered() throws Exception {
    for (Workload workload : manifests.workloads()) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        HttpResponse<String> answer =
            get(installed.address(workload, Installed.probe(workload, probe)));
        assertThat(answer.statusCode()).as("%s of %s", probe, workload).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(answer.body()).path("status").asText()).isEqualTo("UP");
      }
    }
  }

  @Test
  void metricsAreWhereTheyAreLookedFor() throws Exception {
    JsonNode monitor =
        Chart.manifests(Chart.valuesFile("gpu")).ofKind("PodMonitor").findFirst().orElseThrow();
    String path = monitor.at("/spec/podMetricsEndpoints/0/path").asText();
    for (Workload workload : manifests.workloads()) {
      HttpResponse<String> answer = get(installed.address(workload, path));
      assertThat(answer.statusCode()).as("metrics of %s", workload).isEqualTo(200);
      assertThat(answer.body()).contains("# TYPE ");
    }
  }

  /** A dream waits for a kind of processor that nobody has: one worker is wanted, but no GPU. */
  @Test
  void kedaIsToldHowManyTilesWait() throws Exception {
    new Tool("prometheus").assumed();
    List<String> queries =
        Chart.manifests(Chart.valuesFile("gpu"))
            .ofKind("ScaledObject")
            .map(scaled -> scaled.at("/spec/triggers/0/metadata/query").asText())
            .toList();
    assertThat(queries).hasSize(2);
    String target = installed.address(workload("scheduler"), "/").getAuthority();
    try (LivePrometheus prometheus = LivePrometheus.start(folder, target, "dreams")) {
      awaitNumber(prometheus, queries.get(0), 0);
      awaitNumber(prometheus, queries.get(1), 0);
      GatewayClient client = client();
      String id = client.submit(order("{\"device\":\"cpu-made-up\"," + TINY.substring(1)));
      awaitNumber(prometheus, queries.get(0), 1);
      assertThat(prometheus.number(queries.get(1))).hasValue(0);
      client.cancel(id);
      awaitNumber(prometheus, queries.get(0), 0);
    }
  }

  private static void awaitNumber(LivePrometheus prometheus, String query, double wanted)
      throws Exception {
    OptionalDouble told = prometheus.number(query);
    for (int i = 0; i < SECONDS && !told.equals(OptionalDouble.of(wanted)); i++) {
      TimeUnit.SECONDS.sleep(1);
      told = prometheus.number(query);
    }
    assertThat(told).as(query).hasValue(wanted);
  }

  @Test
  void itDreamsAndEveryServiceLogsItAsJsonOfOneTrace() throws Exception {
    String id = dreamed();
    Set<String> traces = new HashSet<>();
    for (Path log : installed.logs()) {
      List<JsonNode> about =
          json(log).stream().map(line -> line.path("mdc")).filter(of(id)).toList();
      assertThat(about).as("lines of dream %s in %s", id, log).isNotEmpty();
      about.forEach(mdc -> traces.add(mdc.path("traceId").asText()));
    }
    assertThat(traces).singleElement().asString().matches("[0-9a-f]{32}");
  }

  @Test
  void logsOfADreamAreShownInTheOrderOfTime() throws Exception {
    String id = dreamed();
    Tool.Outcome shown = logs(id);
    assertThat(shown.code()).as(shown.text()).isZero();
    List<String[]> lines = shown.out().lines().map(line -> line.split(" [|] ", 2)).toList();
    assertThat(lines.stream().map(line -> line[0]).collect(toSet()))
        .isEqualTo(
            installed.logs().stream()
                .map(log -> log.getFileName().toString().replace(".log", ""))
                .collect(toSet()));
    List<OffsetDateTime> times = new ArrayList<>();
    for (String[] line : lines) {
      JsonNode json = Json.MAPPER.readTree(line[1]);
      times.add(OffsetDateTime.parse(json.path("timestamp").asText()));
    }
    assertThat(times).isSortedAccordingTo(OffsetDateTime.timeLineOrder());

    Tool.Outcome nothing = logs("nobody");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.errors().strip())
        .isEqualTo("dream: No log says anything of a dream 'nobody'.");
  }

  private static Tool.Outcome logs(String id) {
    List<String> words = new ArrayList<>(List.of("logs", id));
    installed.logs().forEach(log -> words.add(log.toString()));
    return new Tool(Checkout.root().resolve("deploy/dream").toString())
        .run(words.toArray(String[]::new));
  }

  private static String dreamed() throws Exception {
    GatewayClient client = client();
    String id = client.submit(order(TINY));
    DreamSnapshot[] last = new DreamSnapshot[1];
    client.follow(id, snapshot -> last[0] = snapshot);
    assertThat(last[0].status()).isEqualTo(DreamStatus.COMPLETED);
    return id;
  }

  /**
   * All of a log but for what Java says before it runs the program, and for the line that is being
   * written.
   */
  private static List<JsonNode> json(Path log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      if (!line.startsWith("Picked up ") && !line.startsWith("NOTE: Picked up ")) {
        lines.add(Json.MAPPER.readTree(line));
      }
    }
    assertThat(lines)
        .as("JSON in %s", log)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.path("level").asText()).isNotEmpty());
    return lines;
  }

  private static Predicate<JsonNode> of(String dream) {
    return mdc -> mdc.path("dream").asText().equals(dream);
  }

  private static Workload workload(String component) {
    return manifests.workloads().stream()
        .filter(workload -> workload.component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static GatewayClient client() {
    return new GatewayClient(installed.address(workload("gateway"), "/"));
  }

  private static GatewayClient.Order order(String spec) throws IOException {
    Path photo = folder.resolve("photo.png");
    ImageIO.write(new BufferedImage(96, 80, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    return GatewayClient.Order.of(
        photo, Json.read(DreamSpec.class, spec.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}

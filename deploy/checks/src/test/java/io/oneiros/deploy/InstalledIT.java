package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.deploy.Manifests.Workload;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's paths, ports, variables and queries, against the images' programs as they run. */
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
    manifests = Chart.manifests(Chart.valuesFile("small"));
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

  @Test
  void kedaAsksForWhatTheSchedulerTells() throws Exception {
    Workload scheduler =
        manifests.workloads().stream()
            .filter(workload -> workload.component().equals("scheduler"))
            .findFirst()
            .orElseThrow();
    URI address = installed.address(scheduler, "/q/metrics");
    String metrics = get(address).body();
    // It counts once a second, once it has its partitions.
    for (int i = 0; i < SECONDS && !metrics.contains("oneiros_tiles_"); i++) {
      TimeUnit.SECONDS.sleep(1);
      metrics = get(address).body();
    }
    JsonNode scaled =
        Chart.manifests(Chart.valuesFile("gpu")).ofKind("ScaledObject").findFirst().orElseThrow();
    String query = scaled.at("/spec/triggers/0/metadata/query").asText();
    Set<String> names =
        Pattern.compile("oneiros_\\w+")
            .matcher(query)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(names).hasSize(2);
    for (String name : names) {
      assertThat(metrics).containsPattern("(?m)^" + name + "\\{.*kind=\"");
    }
  }

  @Test
  void itDreams() throws Exception {
    Workload gateway =
        manifests.workloads().stream()
            .filter(workload -> workload.component().equals("gateway"))
            .findFirst()
            .orElseThrow();
    GatewayClient client = new GatewayClient(installed.address(gateway, "/"));
    Path photo = folder.resolve("photo.png");
    ImageIO.write(new BufferedImage(96, 80, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    DreamSpec spec = Json.read(DreamSpec.class, TINY.getBytes(StandardCharsets.UTF_8));
    String id = client.submit(GatewayClient.Order.of(photo, spec));
    DreamSnapshot[] last = new DreamSnapshot[1];
    client.follow(id, snapshot -> last[0] = snapshot);
    assertThat(last[0].status()).isEqualTo(DreamStatus.COMPLETED);
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}

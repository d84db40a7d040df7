package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards as the chart brings them, which are the repository's own. */
class MonitoringIT {
  private static final Path RULES = Checkout.root().resolve("deploy/prometheus/rules.yml");
  private static final Path DASHBOARDS = Checkout.root().resolve("deploy/grafana/dashboards");
  private static final String DOCS = "https://git.example.org/oneiros/blob/main/";

  @TempDir private Path folder;

  private static JsonNode rules(Manifests manifests) {
    return manifests.ofKind("PrometheusRule").findFirst().orElseThrow().path("spec");
  }

  private static Manifests secured() {
    return Chart.manifests(Chart.valuesFile("secured"));
  }

  @Test
  void rulesAreThoseOfThisRepository() throws IOException {
    String ours = Files.readString(RULES).replace("runbook_url: ", "runbook_url: " + DOCS);
    assertThat(rules(secured())).isEqualTo(Chart.yaml(ours).get(0));
  }

  @Test
  void prometheusTakesThem() throws IOException {
    Tool promtool = new Tool("promtool").assumed();
    Path file = folder.resolve("rules.json");
    Files.write(file, Json.MAPPER.writeValueAsBytes(rules(secured())));
    Tool.Outcome outcome = promtool.run("check", "rules", file.toString());
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  @Test
  void everyAlertLinksAPageThatIsThere() {
    List<String> links =
        rules(secured()).findValues("runbook_url").stream().map(JsonNode::asText).toList();
    assertThat(links)
        .hasSizeGreaterThan(10)
        .allMatch(link -> link.startsWith(DOCS))
        .allSatisfy(
            link ->
                assertThat(Checkout.root().resolve(link.substring(DOCS.length()))).isRegularFile());
  }

  @Test
  void dashboardsAreThoseOfThisRepository() throws IOException {
    JsonNode map =
        secured()
            .ofKind("ConfigMap")
            .filter(it -> it.at("/metadata/name").asText().endsWith("-dashboards"))
            .findFirst()
            .orElseThrow();
    assertThat(map.at("/metadata/labels").path("grafana_dashboard").asText()).isEqualTo("1");
    Map<String, String> ours = new TreeMap<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        ours.put("oneiros-" + file.getFileName(), Files.readString(file).strip());
      }
    }
    assertThat(ours).isNotEmpty();
    Map<String, String> brought = new TreeMap<>(Manifests.texts(map.path("data")));
    brought.replaceAll((name, text) -> text.strip());
    assertThat(brought).isEqualTo(ours);
  }

  /** Rules and dashboards lie elsewhere in the repository: a packaged chart has to have them. */
  @Test
  void aPackageHasThemWithin() throws IOException {
    Tool helm = new Tool("helm").assumed();
    helm.run("package", Chart.FOLDER.toString(), "-d", folder.toString());
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    Tool.Outcome outcome =
        helm.run(
            "template",
            "dreams",
            file.toString(),
            "--kube-version",
            "1.34.0",
            "-f",
            Chart.valuesFile("secured").toString());
    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(rules(new Manifests(Chart.yaml(outcome.out())))).isEqualTo(rules(secured()));
  }

  /** All that is asked for by job is scraped under that name. */
  @Test
  void jobsAreThoseThatPodsAreScrapedAs() throws IOException {
    JsonNode relabelling =
        secured()
            .ofKind("PodMonitor")
            .findFirst()
            .orElseThrow()
            .at("/spec/podMetricsEndpoints/0/relabelings/0");
    assertThat(relabelling.path("targetLabel").asText()).isEqualTo("job");
    Pattern component = Pattern.compile(relabelling.path("regex").asText());
    Set<String> scraped =
        secured().workloads().stream()
            .map(workload -> component.matcher(workload.component()))
            .filter(Matcher::matches)
            .map(found -> found.replaceFirst(relabelling.path("replacement").asText()))
            .collect(Collectors.toSet());
    assertThat(scraped)
        .containsExactlyInAnyOrder(
            "oneiros-gateway", "oneiros-scheduler", "oneiros-storage", "oneiros-worker");
    String asked = Files.readString(RULES);
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        asked += Files.readString(file).replace("\\\"", "\"");
      }
    }
    List<Pattern> jobs =
        Pattern.compile("job(=~?)\"([^\"]+)\"")
            .matcher(asked)
            .results()
            .map(it -> Pattern.compile(it.group(2)))
            .distinct()
            .toList();
    assertThat(jobs)
        .isNotEmpty()
        .allMatch(job -> scraped.stream().anyMatch(name -> job.matcher(name).matches()));
  }
}

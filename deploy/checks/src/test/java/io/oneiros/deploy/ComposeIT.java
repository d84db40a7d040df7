package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Topics;
import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComposeIT {
  private static final Map<String, String> CHOSEN =
      Map.of("ONEIROS_OBJECTS_ACCESS_KEY", "dreams", "ONEIROS_OBJECTS_SECRET_KEY", "dreams-secret");

  @Test
  void isWhatComposeTakes() {
    Tool compose = new Tool("compose-spec").assumed();
    Tool.Outcome outcome = compose.run("--no-interpolation", Compose.FILE.toString());
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  @Test
  void dockerUnderstandsIt() {
    Tool.Outcome outcome = docker(CHOSEN);
    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("dreams-secret");
  }

  @Test
  void dockerIsNotLeftToMakeUpKeys() {
    Tool.Outcome outcome = docker(Map.of());
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.text()).contains("is to be chosen");
  }

  private static Tool.Outcome docker(Map<String, String> environment) {
    Tool docker = new Tool("docker").assumed();
    assumeThat(docker.run("compose", "version").code()).as("docker compose is there").isZero();
    return docker.run(environment, "compose", "-f", Compose.FILE.toString(), "config");
  }

  @ParameterizedTest
  @EnumSource
  void everyVariableIsASettingOfItsService(Service service) {
    assertThat(Compose.variables(definition(service)).keySet())
        .contains("KAFKA_BOOTSTRAP_SERVERS", "ONEIROS_OBJECTS_SECRET_KEY")
        .isSubsetOf(KnownSettings.of(service).variables());
  }

  /** A name without a value: what .env says of it, and nothing where that says nothing. */
  @Test
  void whatCanBeTurnedOnIsLeftToWhoeverStartsIt() {
    JsonNode gateway = definition(Service.GATEWAY).path("environment");
    for (String name :
        List.of(
            "ONEIROS_WEBHOOKS_SECRET",
            "ONEIROS_WEBHOOKS_ALLOWED_HOSTS",
            "ONEIROS_DROPS_PREFIX",
            "ONEIROS_GATEWAY_CANARY",
            "ONEIROS_LOG_JSON",
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT")) {
      assertThat(gateway.has(name) && gateway.get(name).isNull()).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyOtherSettingIsTakenFromTheFileOfTheKeys(Service service) {
    JsonNode file = definition(service).at("/env_file/0");
    assertThat(file.path("path").asText()).isEqualTo(".env");
    assertThat(file.path("required").asBoolean(true)).isFalse();
  }

  /** The same prefix for both, and the topic that the gateway reads. */
  @Test
  void minioNotifiesOfWhatTheGatewayTakesForDrops() {
    assertThat(Compose.variables(Compose.file().at("/services/drops")))
        .containsEntry("PREFIX", "${ONEIROS_DROPS_PREFIX:-}")
        .containsEntry("BUCKET", "oneiros");
    assertThat(Compose.variables(Compose.file().at("/services/objects")))
        .containsEntry("MINIO_NOTIFY_KAFKA_TOPIC_DROPS", Topics.DROPS_NAME);
  }

  @ParameterizedTest
  @EnumSource
  void isAskedForItsHealthWhereItServes(Service service) {
    String port = KnownSettings.of(service).port();
    assertThat(definition(service).at("/healthcheck/test/3").asText())
        .isEqualTo("http://localhost:" + port + "/q/health/ready");
  }

  @ParameterizedTest
  @EnumSource
  void prometheusReadsItWhereItServes(Service service) {
    JsonNode configuration = Chart.yaml(Compose.FOLDER.resolve("prometheus.yml"));
    JsonNode job =
        Manifests.elements(configuration.path("scrape_configs"))
            .filter(node -> node.path("job_name").asText().equals(job(service)))
            .findFirst()
            .orElseThrow();
    String port = KnownSettings.of(service).port();
    assertThat(job.at("/dns_sd_configs/0/port").asText()).isEqualTo(port);
    assertThat(job.at("/dns_sd_configs/0/names/0").asText()).isEqualTo(service.image());
    assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
  }

  /** As rules and dashboards have them. */
  private static String job(Service service) {
    return "oneiros-" + service.image().replaceFirst("(octave|dream)-", "");
  }

  @Test
  void grafanaFindsItsDashboardsAndItsPrometheus() {
    JsonNode grafana = Compose.file().at("/services/grafana");
    Path provisioning = Checkout.root().resolve("deploy/grafana/provisioning");
    JsonNode folder = Chart.yaml(provisioning.resolve("dashboards/oneiros.yml"));
    assertThat(Manifests.elements(grafana.path("volumes")).map(JsonNode::asText))
        .contains(
            "../grafana/dashboards:" + folder.at("/providers/0/options/path").asText() + ":ro");
    JsonNode source = Chart.yaml(provisioning.resolve("datasources/prometheus.yml"));
    assertThat(source.at("/datasources/0/url").asText()).isEqualTo("${PROMETHEUS_URL}");
    assertThat(Compose.variables(grafana))
        .containsEntry("PROMETHEUS_URL", "http://prometheus:9090");
  }

  @Test
  void nothingIsReachableFromElsewhere() {
    List<String> ports =
        services()
            .flatMap(service -> Manifests.elements(service.path("ports")))
            .map(JsonNode::asText)
            .toList();
    assertThat(ports).hasSize(3).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void imagesHaveVersions() {
    assertThat(services().map(service -> service.path("image").asText()))
        .allMatch(
            image -> image.matches(".*:.*[0-9]+\\.[0-9]+.*|.*:RELEASE\\..*"), "with a version");
  }

  @Test
  void filesOfThisRepositoryThatAreMountedAreThere() {
    assumeThat(Checkout.root().resolve("deploy/grafana")).exists();
    List<Path> mounted =
        services()
            .flatMap(service -> Manifests.elements(service.path("volumes")))
            .map(JsonNode::asText)
            .filter(volume -> volume.startsWith("."))
            .map(volume -> Compose.FOLDER.resolve(volume.replaceFirst(":.*", "")).normalize())
            .toList();
    assertThat(mounted).hasSizeGreaterThan(3).allMatch(file -> file.toFile().exists(), "is there");
  }

  private static Stream<JsonNode> services() {
    return Manifests.elements(Compose.file().path("services"));
  }

  private static JsonNode definition(Service service) {
    JsonNode definition = Compose.file().at("/services/" + service.image());
    assertThat(definition.isObject()).isTrue();
    return definition;
  }
}

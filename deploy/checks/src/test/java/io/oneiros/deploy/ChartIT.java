package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Topics;
import io.oneiros.deploy.Manifests.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartIT {
  /** Variables that are no settings of ours: Java's. */
  private static final Set<String> OTHERS = Set.of("JDK_JAVA_OPTIONS");

  @TempDir private Path folder;

  static List<Path> valuesFiles() {
    return Chart.valuesFiles();
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void isWithoutFaultForHelm(Path values) {
    Tool.Outcome outcome = Chart.lint(values);
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void makesWhatKubernetesTakes(Path values) throws IOException {
    Path manifests = Files.writeString(folder.resolve("all.yaml"), Chart.template(values).out());
    Tool validate = new Tool("kubernetes-validate").assumed();
    Tool.Outcome outcome = validate.run("--strict", "--no-warn", manifests.toString());
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void portsAreThoseOfTheServices(Path values) {
    for (Workload workload : Chart.manifests(values).workloads()) {
      String port = KnownSettings.of(workload.service()).port();
      assertThat(workload.port()).as("port of %s", workload).hasToString(port);
    }
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void everyVariableIsASettingOfItsService(Path values) {
    Set<String> ofAll =
        Manifests.texts(Chart.yaml(values).path("settings")).keySet().stream()
            .map(KnownSettings::variable)
            .collect(Collectors.toSet());
    for (Workload workload : Chart.manifests(values).workloads()) {
      assertThat(workload.environment().keySet())
          .filteredOn(name -> !OTHERS.contains(name) && !ofAll.contains(name))
          .as("variables of %s", workload)
          .isSubsetOf(KnownSettings.of(workload.service()).variables());
    }
    assertThat(
            Stream.of(Service.values())
                .flatMap(service -> KnownSettings.of(service).variables().stream()))
        .as("settings of any service")
        .containsAll(ofAll);
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void podsMayDoNothingThatTheyNeedNot(Path values) {
    for (Workload workload : Chart.manifests(values).workloads()) {
      JsonNode pod = workload.pod();
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("containers")).isNotEmpty();
      List<JsonNode> containers = new ArrayList<>();
      pod.path("containers").forEach(containers::add);
      pod.path("initContainers").forEach(containers::add);
      for (JsonNode container : containers) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void secretsComeFromSecrets(Path values) {
    for (Workload workload : Chart.manifests(values).workloads()) {
      assertThat(workload.environment())
          .containsEntry("ONEIROS_OBJECTS_ACCESS_KEY", "oneiros-objects/access-key")
          .containsEntry("ONEIROS_OBJECTS_SECRET_KEY", "oneiros-objects/secret-key");
    }
    assertThat(Chart.manifests(values).ofKind("Secret")).isEmpty();
  }

  @Test
  void whatMoreIsSecretComesFromSecretsToo() {
    for (Workload workload : Chart.manifests(Chart.valuesFile("secured")).workloads()) {
      assertThat(workload.environment())
          .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
          .containsEntry("KAFKA_SASL_JAAS_CONFIG", "kafka-user/sasl.jaas.config")
          .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/oneiros/kafka/ca.crt");
      assertThat(workload.pod().path("volumes"))
          .anyMatch(volume -> volume.at("/secret/secretName").asText().equals("kafka-ca"));
      if (workload.service() == Service.GATEWAY) {
        assertThat(workload.environment())
            .containsEntry("ONEIROS_WEBHOOKS_SECRET", "webhooks/secret");
      }
    }
  }

  @Test
  void minioNotifiesOfWhatTheGatewayTakesForDrops() {
    Map<String, Map<String, String>> environments =
        Chart.manifests(Chart.valuesFile("all-in-one"))
            .everyWorkload()
            .collect(Collectors.toMap(Workload::component, Workload::environment));
    assertThat(environments.get("gateway")).containsEntry("ONEIROS_DROPS_PREFIX", "drops/");
    assertThat(environments.get("drops"))
        .containsEntry("PREFIX", "drops/")
        .containsEntry("BUCKET", environments.get("gateway").get("ONEIROS_OBJECTS_BUCKET"))
        .containsEntry("ENDPOINT", environments.get("gateway").get("ONEIROS_OBJECTS_ENDPOINT"));
    assertThat(environments.get("minio"))
        .containsEntry("MINIO_NOTIFY_KAFKA_TOPIC_DROPS", Topics.DROPS_NAME);
  }

  /**
   * A budget, policy or service whose selector finds nothing protects, allows and leads nowhere.
   */
  @ParameterizedTest
  @MethodSource("valuesFiles")
  void everySelectorFindsPods(Path values) {
    Manifests manifests = Chart.manifests(values);
    List<Map<String, String>> pods =
        List.of("Deployment", "StatefulSet").stream()
            .flatMap(manifests::ofKind)
            .map(manifest -> Manifests.texts(manifest.at("/spec/template/metadata/labels")))
            .toList();
    Map<String, String> selectors =
        Map.of(
            "PodDisruptionBudget", "/spec/selector/matchLabels",
            "NetworkPolicy", "/spec/podSelector/matchLabels",
            "PodMonitor", "/spec/selector/matchLabels",
            "Service", "/spec/selector",
            "Deployment", "/spec/selector/matchLabels",
            "StatefulSet", "/spec/selector/matchLabels");
    selectors.forEach(
        (kind, at) ->
            manifests
                .ofKind(kind)
                .forEach(
                    manifest -> {
                      Map<String, String> selector = Manifests.texts(manifest.at(at));
                      assertThat(selector).isNotEmpty();
                      assertThat(pods)
                          .as("%s %s", kind, manifest.at("/metadata/name"))
                          .anyMatch(pod -> pod.entrySet().containsAll(selector.entrySet()));
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "gatewy.replicas=3, gatewy",
    "kafka.bootstrapServers=kafka, bootstrapServers",
    "workers[0].device=tpu, device",
    "workers[0].max=0, max",
    "settings.max-pixels=5, at '/settings'",
    "workers[0].settings.grace=5s, at '/workers/0/settings'",
    "objects.endpoint=s3.example.org, endpoint",
    "strimzi.version=4.1.1, version",
    "kafka.security.protocol=TLS, protocol",
    "gateway.canary=often, canary",
    "gateway.canary=601s, canary",
    "gateway.canary=11m, canary",
    "gateway.drops.prefix=/drops, prefix",
    "gateway.settings.oneiros\\.drops\\.prefix=other/, oneiros.drops.prefix",
    "settings.quarkus\\.http\\.port=1, quarkus.http.port"
  })
  void refusesValuesThatMakeNoSense(String value, String named) {
    Tool.Outcome outcome = Chart.template(Chart.valuesFile("gpu"), "--set", value);
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.text()).contains("don't meet the specifications").contains(named);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path nothing = Files.writeString(folder.resolve("nothing.yaml"), "{}\n");
    assertThat(Chart.template(nothing).text()).contains("Set kafka.bootstrapServers");
    Path kafka = Files.writeString(folder.resolve("kafka.yaml"), "strimzi: { enabled: true }\n");
    assertThat(Chart.template(kafka).text()).contains("Set objects.endpoint");
    assertThat(secured("external")).contains("kafka.security.jaas.name");
    assertThat(secured("small")).contains("kafka.security is for brokers that are there already");
    assertThat(
            secured(
                "external",
                "kafka.security.jaas.name=user",
                "minio.enabled=true",
                "gateway.drops.prefix=drops/"))
        .contains("The chart's MinIO calls plain Kafka only");
  }

  private static String secured(String values, String... more) {
    String all = String.join(",", "kafka.security.protocol=SASL_SSL", String.join(",", more));
    return Chart.template(Chart.valuesFile(values), "--set", all).text();
  }

  @Test
  void aPoolOfCudaWorkersHasItsDevices() {
    Workload pool =
        Chart.manifests(Chart.valuesFile("gpu")).workloads().stream()
            .filter(workload -> workload.component().equals("worker-h200"))
            .findFirst()
            .orElseThrow();
    assertThat(pool.container().at("/resources/limits").path("nvidia.com/gpu").asInt())
        .isEqualTo(2);
    assertThat(pool.environment()).containsEntry("ONEIROS_WORKER_DEVICE", "cuda:0,1");
    assertThat(pool.container().path("image").asText()).endsWith("-cuda");
    assertThat(pool.pod().path("nodeSelector")).isNotEmpty();
    assertThat(pool.pod().path("tolerations")).isNotEmpty();
  }

  /** What is in hand when it is asked to end may go on for the grace, then is handed back. */
  @ParameterizedTest
  @MethodSource("valuesFiles")
  void workersAreNotKilledBeforeTheyHaveHandedBack(Path values) {
    for (Workload workload : Chart.manifests(values).workloads()) {
      String grace = workload.environment().get("ONEIROS_WORKER_GRACE");
      if (grace != null) {
        int seconds = Integer.parseInt(grace.replace("s", ""));
        assertThat(workload.pod().path("terminationGracePeriodSeconds").asInt())
            .isGreaterThan(2 * seconds);
      }
    }
  }

  @Test
  void oneReleaseIsOneVersion() {
    JsonNode chart = Chart.yaml(Chart.FOLDER.resolve("Chart.yaml"));
    String image =
        Chart.manifests(Chart.valuesFile("external"))
            .workloads()
            .get(0)
            .container()
            .path("image")
            .asText();
    assertThat(image).endsWith(":" + chart.path("appVersion").asText());
    assertThat(Service.GATEWAY.app().resolve("app"))
        .isDirectoryContaining("glob:**-" + chart.path("appVersion").asText() + ".jar");
  }
}

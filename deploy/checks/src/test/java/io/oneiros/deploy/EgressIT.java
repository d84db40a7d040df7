package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.deploy.Manifests.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Network policies, held against what the pods are asked to call. */
class EgressIT {
  private static final Pattern CALLED =
      Pattern.compile(".*(ENDPOINT|BOOTSTRAP_SERVERS|BROKERS)(_DROPS)?");
  private static final Pattern ADDRESS = Pattern.compile("(?:(https?)://)?[^:/]+(?::([0-9]+))?/?");
  private static final int DNS = 53;
  private static final int HTTPS = 443;
  private static final int OTHER_RECEIVER = 8443;

  static List<Path> valuesFiles() {
    return Chart.valuesFiles();
  }

  @ParameterizedTest
  @MethodSource("valuesFiles")
  void whoIsAskedToCallSomethingMay(Path values) {
    Manifests manifests = Chart.manifests(values);
    assumeThat(manifests.ofKind("NetworkPolicy")).as("network policies").isNotEmpty();
    manifests
        .everyWorkload()
        .forEach(
            workload ->
                assertThat(allowed(manifests, workload))
                    .as("ports that %s may call", workload)
                    .containsAll(called(workload)));
  }

  @Test
  void onlyTheGatewayCallsReceivers() {
    Manifests manifests = Chart.manifests(Chart.valuesFile("secured"));
    assertThat(manifests.workloads())
        .filteredOn(workload -> allowed(manifests, workload).contains(OTHER_RECEIVER))
        .extracting(Workload::component)
        .containsExactly("gateway");
  }

  @Test
  void minioCallsNobodyUnlessItIsToNotify() {
    Manifests manifests =
        new Manifests(
            Chart.yaml(
                Chart.template(Chart.valuesFile("all-in-one"), "--set", "gateway.drops.prefix=")
                    .out()));
    Workload minio =
        manifests
            .everyWorkload()
            .filter(workload -> workload.component().equals("minio"))
            .findFirst()
            .orElseThrow();
    assertThat(allowed(manifests, minio)).isEmpty();
  }

  private static Set<Integer> called(Workload workload) {
    Set<Integer> ports = new TreeSet<>();
    workload
        .environment()
        .forEach(
            (name, value) -> {
              if (CALLED.matcher(name).matches()) {
                List.of(value.split(", *")).forEach(address -> ports.add(port(address)));
              }
            });
    if (!ports.isEmpty()) {
      ports.add(DNS);
    }
    boolean fetches = workload.pod().has("initContainers");
    if (fetches || workload.environment().containsKey("ONEIROS_WEBHOOKS_SECRET")) {
      ports.add(HTTPS);
    }
    return ports;
  }

  private static int port(String address) {
    Matcher parts = ADDRESS.matcher(address);
    assertThat(parts.matches()).as(address).isTrue();
    if (parts.group(2) != null) {
      return Integer.parseInt(parts.group(2));
    }
    return parts.group(1).equals("https") ? HTTPS : 80;
  }

  /** What the policies that select it allow together. */
  private static Set<Integer> allowed(Manifests manifests, Workload workload) {
    List<JsonNode> policies =
        manifests
            .ofKind("NetworkPolicy")
            .map(policy -> policy.path("spec"))
            .filter(policy -> policy.path("policyTypes").toString().contains("Egress"))
            .filter(policy -> selects(policy.path("podSelector"), workload))
            .toList();
    assertThat(policies).as("egress of %s", workload).isNotEmpty();
    Set<Integer> ports = new TreeSet<>();
    policies.forEach(
        policy ->
            policy
                .path("egress")
                .forEach(
                    rule ->
                        rule.path("ports").forEach(port -> ports.add(port.path("port").asInt()))));
    return ports;
  }

  private static boolean selects(JsonNode selector, Workload workload) {
    Map<String, String> labels =
        Manifests.texts(workload.manifest().at("/spec/template/metadata/labels"));
    for (JsonNode expression : selector.path("matchExpressions")) {
      assertThat(expression.path("operator").asText()).isEqualTo("NotIn");
      String value = labels.get(expression.path("key").asText());
      if (Manifests.elements(expression.path("values")).anyMatch(v -> v.asText().equals(value))) {
        return false;
      }
    }
    return labels.entrySet().containsAll(Manifests.texts(selector.path("matchLabels")).entrySet());
  }
}

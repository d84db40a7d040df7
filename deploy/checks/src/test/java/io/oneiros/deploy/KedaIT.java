package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KedaIT {
  @TempDir private Path folder;

  private static List<JsonNode> scaled() {
    return Chart.manifests(Chart.valuesFile("gpu")).ofKind("ScaledObject").toList();
  }

  /** {@code KEDA_CRD} names KEDA's own definition of a ScaledObject. */
  @Test
  void scaledObjectsAreWhatKedaTakes() {
    String file = System.getenv("KEDA_CRD");
    assumeThat(file).as("KEDA_CRD").isNotNull();
    assumeThat(Path.of(file)).exists();
    JsonNode version = Chart.yaml(Path.of(file)).at("/spec/versions/0");
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V4)
            .getSchema(version.at("/schema/openAPIV3Schema"));
    for (JsonNode manifest : scaled()) {
      assertThat(manifest.path("apiVersion").asText())
          .isEqualTo("keda.sh/" + version.path("name").asText());
      assertThat(schema.validate(manifest)).isEmpty();
      assertThat(manifest.path("spec").fieldNames())
          .toIterable()
          .allMatch(version.at("/schema/openAPIV3Schema/properties/spec/properties")::has);
    }
  }

  @Test
  void everyPoolIsScaledByItsOwnKinds() {
    List<String> queries =
        scaled().stream()
            .map(manifest -> manifest.at("/spec/triggers/0/metadata/query").asText())
            .toList();
    assertThat(queries).hasSize(2);
    assertThat(queries.get(0))
        .contains("kind=~\"cpu-.+|cpu-other|none\"")
        .contains("namespace=\"dreams\"");
    assertThat(queries.get(1)).contains("kind=~\"cuda-nvidia-h200-.+|cuda-other|none\"");
  }

  @Test
  void poolsAreScaledDownToNothing() {
    assertThat(scaled().get(1).at("/spec/minReplicaCount").asInt()).isZero();
    assertThat(scaled().get(0).at("/spec/minReplicaCount").asInt()).isEqualTo(1);
  }

  /** Two that set the number of replicas would set it in turns. */
  @Test
  void onlyKedaSetsTheNumberOfWorkers() {
    assertThat(Chart.manifests(Chart.valuesFile("gpu")).workloads())
        .filteredOn(workload -> workload.component().startsWith("worker-"))
        .hasSize(2)
        .allMatch(workload -> !workload.manifest().path("spec").has("replicas"));
  }

  /** The query as Prometheus reads it. */
  @Test
  void queriesAreWhatPrometheusTakes() throws Exception {
    Tool promtool = new Tool("promtool").assumed();
    Path rules = folder.resolve("query.yml");
    for (JsonNode manifest : scaled()) {
      String query = manifest.at("/spec/triggers/0/metadata/query").asText();
      Files.writeString(
          rules, "groups: [{name: keda, rules: [{record: keda, expr: '%s'}]}]".formatted(query));
      Tool.Outcome outcome = promtool.run("check", "rules", rules.toString());
      assertThat(outcome.code()).as(outcome.text()).isZero();
    }
  }
}

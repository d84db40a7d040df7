package io.oneiros.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What would be sent to a cluster. */
record Manifests(List<JsonNode> all) {
  private static final Set<String> OTHERS = Set.of("minio", "drops");

  /** A Deployment, StatefulSet or Job. */
  record Workload(JsonNode manifest) {
    JsonNode pod() {
      return manifest.at("/spec/template/spec");
    }

    JsonNode container() {
      return pod().at("/containers/0");
    }

    /** gateway, scheduler, storage, worker-POOL. */
    String component() {
      return manifest.at("/metadata/labels").path("app.kubernetes.io/component").asText();
    }

    Service service() {
      return Service.of(component());
    }

    int port() {
      return container().at("/ports/0/containerPort").asInt();
    }

    /** Values of variables; of those from secrets {@code SECRET/KEY}. */
    Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      for (JsonNode variable : container().path("env")) {
        JsonNode secret = variable.at("/valueFrom/secretKeyRef");
        environment.put(
            variable.path("name").asText(),
            secret.isMissingNode()
                ? variable.path("value").asText()
                : secret.path("name").asText() + "/" + secret.path("key").asText());
      }
      return environment;
    }

    @Override
    public String toString() {
      return component();
    }
  }

  Stream<JsonNode> ofKind(String kind) {
    return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
  }

  /** Those of our services. */
  List<Workload> workloads() {
    return everyWorkload().filter(workload -> !OTHERS.contains(workload.component())).toList();
  }

  /** MinIO, and what sets it up, too. */
  Stream<Workload> everyWorkload() {
    return Stream.of("Deployment", "StatefulSet", "Job").flatMap(this::ofKind).map(Workload::new);
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** An object of plain values. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}

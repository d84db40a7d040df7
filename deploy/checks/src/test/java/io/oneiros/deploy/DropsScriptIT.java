package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.deploy.Manifests.Workload;
import io.oneiros.processes.Ports;
import io.oneiros.processes.RealObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the chart and compose run to be told of drops, by MinIO's own client, at a MinIO server with
 * the variables of the chart's; Kafka is away.
 */
class DropsScriptIT {
  private static final String AWAY = "127.0.0.1:1";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final int port = Ports.free();
  private RealObjects minio;

  @BeforeEach
  void start() {
    new Tool("minio").assumed();
    new Tool("mc").assumed();
    minio = minio(notifying());
  }

  @AfterEach
  void stop() {
    if (minio != null) {
      minio.close();
    }
  }

  @Test
  void onlyTheLatestPrefixIsToldOf() {
    drops("drops/");
    assertThat(prefixes()).containsExactly("drops/");
    assertThat(drops("drops/of-ada/").text()).contains("removed", "added");
    assertThat(prefixes()).containsExactly("drops/of-ada/");
    drops("");
    assertThat(prefixes()).isEmpty();
  }

  /** Of what is put while a rule is replaced, nobody would be told. */
  @Test
  void ruleThatIsRightIsLeftAlone() {
    drops("drops/");
    assertThat(drops("drops/").text()).doesNotContain("removed", "added");
    assertThat(prefixes()).containsExactly("drops/");
  }

  /** As when drops are turned off: MinIO knows the rule's target no more. */
  @Test
  void ruleOfATargetThatIsGoneIsRemoved() {
    drops("drops/");
    minio.close();
    minio = minio(Map.of());
    drops("");
    assertThat(prefixes()).isEmpty();
  }

  /** MinIO writes down whom to tell of what only after it has answered. */
  @Test
  void whatKafkaHasNotTakenOutlivesThePod() throws IOException {
    drops("drops/");
    Path photo = Files.writeString(folder.resolve("cat.png"), "a cat");
    mc("cp", photo.toString(), "oneiros/dreams/drops/cat.png");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(waiting()).hasSize(1));
    minio.close();
    minio = minio(notifying());
    assertThat(waiting()).hasSize(1);
    assertThat(mc("ls", "oneiros").out()).doesNotContain(".drops");
  }

  /** Of the pod's folders only /data is there when another pod follows it. */
  private List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("objects/.drops"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private RealObjects minio(Map<String, String> more) {
    return RealObjects.minio(folder, port, more);
  }

  private Map<String, String> notifying() {
    Workload pod =
        Chart.manifests(Chart.valuesFile("all-in-one"))
            .everyWorkload()
            .filter(workload -> workload.component().equals("minio"))
            .findFirst()
            .orElseThrow();
    Map<String, String> environment = new HashMap<>(pod.environment());
    environment.keySet().removeIf(name -> !name.startsWith("MINIO_NOTIFY_"));
    environment.replaceAll(
        (name, value) -> value.replaceFirst("^/data\\b", folder.resolve("objects").toString()));
    environment.put("MINIO_NOTIFY_KAFKA_BROKERS_DROPS", AWAY);
    return environment;
  }

  private Tool.Outcome drops(String prefix) {
    Map<String, String> environment = new HashMap<>(home());
    environment.put("ENDPOINT", minio.endpoint());
    environment.put("BUCKET", "dreams");
    environment.put("PREFIX", prefix);
    environment.put("ACCESS_KEY", minio.accessKey());
    environment.put("SECRET_KEY", minio.secretKey());
    Tool.Outcome outcome =
        new Tool("sh").run(environment, Chart.FOLDER.resolve("files/drops.sh").toString());
    assertThat(outcome.code()).as(outcome.text()).isZero();
    return outcome;
  }

  private List<String> prefixes() {
    List<String> prefixes = new ArrayList<>();
    for (String line : mc("event", "list", "oneiros/dreams", "--json").out().split("\n")) {
      if (!line.isBlank()) {
        JsonNode rule = Json.read(JsonNode.class, line.getBytes());
        assertThat(rule.path("event").toString()).isEqualTo("[\"s3:ObjectCreated:*\"]");
        prefixes.add(rule.path("prefix").asText());
      }
    }
    return prefixes;
  }

  private Tool.Outcome mc(String... words) {
    Tool.Outcome outcome = new Tool("mc").run(home(), words);
    assertThat(outcome.code()).as(outcome.text()).isZero();
    return outcome;
  }

  private Map<String, String> home() {
    return Map.of("HOME", folder.toString());
  }
}

package io.oneiros.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.Dreams;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.monitoring.RealPrometheus.Series;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes a system that dreams: some dreams complete, one is cancelled, one fails
 * and leaves a dead letter. Every panel of every dashboard then has something to show. {@code
 * -Dwrite=true} writes docs/reference/metrics.md and the pictures of the dashboards again.
 */
class DashboardsIT {
  private static final boolean WRITE = Boolean.getBoolean("write");
  private static final Path PAGE = Checkout.root().resolve("docs/reference/metrics.md");

  /** Of scrapes after the last event: what is shown over a range then has all of it. */
  private static final Duration SETTLE = Duration.ofSeconds(4);

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

  private static final String TENANT = "somebody";

  /** What the gateway calls a dream that nobody has named. */
  private static final Pattern ID = Pattern.compile("[0-9a-v]{25}");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Dreams dreams;
  private static RealPrometheus prometheus;
  private static final List<String> posted = new ArrayList<>();
  private static Instant began;
  private static Instant ended;

  @BeforeAll
  static void dreamForAWhile() throws Exception {
    assumeTrue(RealPrometheus.onPath("prometheus"), "prometheus is not installed");
    Options options =
        Options.workers(2)
            .with(Map.of("oneiros.gateway.canary", "3s", "oneiros.worker.memory", "1500M"));
    Path home = folder.resolve("home");
    dreams = Dreams.start(home, options);
    prometheus = RealPrometheus.start(folder.resolve("prometheus"), new Home(home).targets());
    began = Instant.now();
    Path photo = Dreams.photo(folder, 560, 420);
    int rounds = WRITE ? 6 : 2;
    for (int i = 0; i < rounds; i++) {
      DreamSpec spec = spec("{'octaves':2,'octaveScale':1.4,'iterations':5,'tile':256}");
      assertThat(dreams.dream(photo, spec, null, any -> {}).status())
          .isEqualTo(DreamStatus.COMPLETED);
    }
    cancelOne(photo);
    failOne();
    dreamOfATenant();
    double settled = Instant.now().plus(SETTLE).getEpochSecond();
    await().atMost(SETTLE_LIMIT).untilAsserted(() -> isScrapedSince(settled));
    await().atMost(SETTLE_LIMIT).untilAsserted(DashboardsIT::isTheDeadLetterTold);
    ended = Instant.now();
  }

  private static void isScrapedSince(double time) throws Exception {
    assertThat(prometheus.query("timestamp(up)"))
        .isNotEmpty()
        .allSatisfy(last -> assertThat(last.points().get(0).value()).isGreaterThan(time));
  }

  private static void isTheDeadLetterTold() throws Exception {
    assertThat(firing()).contains("OneirosDeadLetters not-enough-memory");
  }

  /** Alerts with their codes. */
  private static List<String> firing() throws Exception {
    return prometheus.query("ALERTS{alertstate=\"firing\"}").stream()
        .map(alert -> alert.labels().get("alertname") + " " + alert.labels().get("code"))
        .toList();
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (dreams != null) {
      dreams.close();
    }
  }

  private static void cancelOne(Path photo) throws Exception {
    String id = dreams.gateway().submit(Order.of(photo, spec("{'iterations':200}")));
    dreams.gateway().cancel(id);
    posted.add(id);
  }

  private static void dreamOfATenant() throws Exception {
    String form =
        """
        --form
        Content-Disposition: form-data; name="spec"

        {"start":{"from":"noise","width":96,"height":96},"octaves":1,"iterations":1}
        --form--
        """
            .replace("\n", "\r\n");
    HttpRequest post =
        HttpRequest.newBuilder(dreams.system().gateway().resolve("/v1/dreams"))
            .header("Content-Type", "multipart/form-data; boundary=form")
            .header("X-Tenant", TENANT)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode dream = Json.MAPPER.readTree(answer.body());
    assertThat(dream.at("/terms/tenant").asText()).isEqualTo(TENANT);
    String id = dream.path("id").asText();
    new DreamFollower(dreams.gateway(), () -> {}).follow(id, any -> {});
    posted.add(id);
  }

  /** One tile that no worker has the memory for. */
  private static void failOne() throws Exception {
    Order order =
        new Order(
            spec(
                "{'start':{'from':'noise','width':2048,'height':2048},'octaves':1,'iterations':1,'tile':2048}"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    DreamSnapshot last = dreams.dream(order, null, any -> {});
    assertThat(last.problem().code()).isEqualTo(ProblemCode.NOT_ENOUGH_MEMORY);
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyPanelHasSomethingToShow() throws Exception {
    List<String> empty = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Panel panel : dashboard.panels()) {
        for (Dashboard.Query query : panel.queries()) {
          if (asked(query).isEmpty()) {
            empty.add(query.toString());
          }
        }
      }
    }
    assertThat(empty).as("queries that return nothing").isEmpty();
  }

  /** As Grafana would ask, with all that its variables may be. */
  static List<Series> asked(Dashboard.Query query) throws IOException, InterruptedException {
    String expr =
        query
            .expr()
            .replace("$__rate_interval", query.instant() ? "1m" : "20s")
            .replace("$__range", "5m")
            .replace("$kind", ".*")
            .replace("$instance", ".*");
    return query.instant() ? prometheus.query(expr) : prometheus.query(expr, began, ended);
  }

  @Test
  void everyRuleIsEvaluated() throws Exception {
    int rules = 0;
    for (JsonNode group : prometheus.get("/api/v1/rules").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        rules++;
        assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
        if (rule.get("type").asText().equals("recording")) {
          assertThat(prometheus.query(rule.get("name").asText())).as(rule.toString()).isNotEmpty();
        }
      }
    }
    assertThat(rules).isGreaterThan(15);
  }

  @Test
  void theDeadLetterIsToldAtOnceAndNothingElseIsWrong() throws Exception {
    isTheDeadLetterTold();
    assertThat(firing())
        .doesNotContain("OneirosTargetDown null", "OneirosStalled null", "OneirosNoWorker null");
  }

  @Test
  void everyServiceIsScraped() throws Exception {
    assertThat(prometheus.query("up == 1"))
        .extracting(up -> up.labels().get("job") + " " + up.labels().get("instance"))
        .containsExactlyInAnyOrder(
            "oneiros-gateway gateway",
            "oneiros-scheduler scheduler",
            "oneiros-storage storage",
            "oneiros-worker worker-1",
            "oneiros-worker worker-2");
  }

  @Test
  void labelsNameNoDreamAndNoTenant() throws Exception {
    assertThat(posted).isNotEmpty().allMatch(id -> ID.matcher(id).matches());
    List<Series> all = prometheus.query("{__name__=~\"oneiros_.+\"}");
    assertThat(all).isNotEmpty();
    for (Series series : all) {
      assertThat(series.labels().values())
          .doesNotContain(TENANT, "canary")
          .noneMatch(value -> ID.matcher(value).find());
    }
  }

  @Test
  void metricsPageIsTrue() throws Exception {
    String page = MetricsPage.of(prometheus);
    if (WRITE) {
      Files.writeString(PAGE, page);
      for (Dashboard dashboard : Dashboard.all()) {
        DashboardPicture.write(
            dashboard,
            DashboardsIT::asked,
            began,
            ended,
            Checkout.root().resolve("docs/pictures/dashboard-" + dashboard.name() + ".png"));
      }
    }
    assertThat(PAGE).hasContent(page);
  }
}

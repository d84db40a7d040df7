package io.oneiros.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** docs/reference/metrics.md, as a system that runs tells of itself. */
final class MetricsPage {
  /** What Prometheus adds, and what tells a histogram's buckets apart. */
  private static final Set<String> OTHERS = Set.of("__name__", "job", "instance", "le");

  private MetricsPage() {}

  /** A metric: whoever tells it, and its labels. */
  private record Row(String type, String help, Set<String> services, Set<String> labels) {}

  static String of(RealPrometheus prometheus) throws IOException, InterruptedException {
    Map<String, Row> rows = new TreeMap<>();
    for (JsonNode metric : prometheus.get("/api/v1/targets/metadata?limit=10000")) {
      String name = metric.get("metric").asText();
      String type = metric.get("type").asText();
      if (name.startsWith("oneiros_") && !name.endsWith("_max")) {
        String whole = type.equals("counter") && !name.endsWith("_total") ? name + "_total" : name;
        Row row =
            rows.computeIfAbsent(
                whole,
                any ->
                    new Row(type, metric.get("help").asText(), new TreeSet<>(), new TreeSet<>()));
        row.services().add(metric.at("/target/job").asText().replace("oneiros-", ""));
      }
    }
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      boolean histogram = row.getValue().type().equals("histogram");
      prometheus
          .query(row.getKey() + (histogram ? "_count" : ""))
          .forEach(series -> row.getValue().labels().addAll(series.labels().keySet()));
      row.getValue().labels().removeAll(OTHERS);
    }
    return page(rows);
  }

  private static String page(Map<String, Row> rows) {
    String lines =
        rows.entrySet().stream()
            .sorted(Comparator.comparing(row -> String.join(" ", row.getValue().services())))
            .map(
                row ->
                    "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                            row.getKey(),
                            row.getValue().type(),
                            code(List.copyOf(row.getValue().labels())),
                            String.join(", ", row.getValue().services()),
                            row.getValue().help()))
            .collect(Collectors.joining("\n"));
    return """
        # Metrics

        Every service tells its metrics at `/q/metrics`, for Prometheus: what is listed here, and what Quarkus and the Kafka clients tell of
        themselves (`http_server_requests_seconds`, `kafka_*`, `jvm_*`, `process_*`). Names end with their unit. No label names a dream, a
        tenant or a user's network: there would be a series of each. `kind` is the kind of device; kinds that no worker was heard of are
        told as `cpu-other`, `cuda-other` and `other`, and tiles that any kind may take as `none`. Histograms have `_bucket`, `_sum`,
        `_count`, and the greatest value of the last minutes as `_max`. This page is written by `DashboardsIT` from a system that runs.

        | metric | type | labels | told by | |
        |---|---|---|---|---|
        %s
        """
        .formatted(lines);
  }

  private static String code(List<String> labels) {
    return labels.stream().sorted().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }
}

package io.oneiros.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard as Grafana reads it. */
record Dashboard(String name, JsonNode json) {
  static final Path FOLDER = Checkout.root().resolve("deploy/grafana/dashboards");

  /**
   * A panel.
   *
   * @param kind such as {@code stat}
   * @param unit Grafana's name of it; empty where it has none
   */
  record Panel(Dashboard dashboard, JsonNode json, String kind, String title, String unit) {
    List<Query> queries() {
      return stream(json.path("targets"))
          .map(
              target ->
                  new Query(
                      this,
                      target.get("expr").asText(),
                      target.get("legendFormat").asText(),
                      target.path("instant").asBoolean()))
          .toList();
    }

    @Override
    public String toString() {
      return dashboard.name() + ": " + title;
    }
  }

  /**
   * What a panel asks.
   *
   * @param instant for the present only, or for the time shown
   */
  record Query(Panel panel, String expr, String legend, boolean instant) {
    @Override
    public String toString() {
      return panel + ": " + expr;
    }
  }

  static List<Dashboard> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Dashboard::read).toList();
    }
  }

  static Dashboard read(Path file) {
    try {
      return new Dashboard(
          file.getFileName().toString().replace(".json", ""), Json.MAPPER.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Panel> panels() {
    return stream(json.path("panels"))
        .map(
            panel ->
                new Panel(
                    this,
                    panel,
                    panel.get("type").asText(),
                    panel.get("title").asText(),
                    panel.path("fieldConfig").path("defaults").path("unit").asText()))
        .toList();
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}

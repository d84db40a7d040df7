package io.oneiros.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every dashboard keeps to, so that it can be read, found and moved. */
class DashboardsTest {
  static List<Dashboard> dashboards() throws IOException {
    return Dashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itIsFoundUnderAFixedNameAndChangedOnlyAsCode(Dashboard dashboard) {
    JsonNode json = dashboard.json();
    assertThat(json.get("uid").asText()).isEqualTo("oneiros-" + dashboard.name());
    assertThat(json.get("title").asText()).startsWith("Oneiros / ");
    assertThat(json.get("description").asText()).isNotBlank();
    assertThat(json.get("editable").asBoolean()).isFalse();
    assertThat(json.get("tags")).anyMatch(tag -> tag.asText().equals("oneiros"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theDataSourceIsAVariable(Dashboard dashboard) {
    assertThat(Dashboard.stream(dashboard.json().at("/templating/list")))
        .anyMatch(variable -> variable.get("type").asText().equals("datasource"));
    assertThat(dashboard.json().findValues("datasource"))
        .filteredOn(JsonNode::isObject)
        .isNotEmpty()
        .allMatch(source -> source.get("uid").asText().equals("${datasource}"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhatUnit(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            panel -> {
              assertThat(panel.title()).isNotBlank();
              assertThat(panel.json().get("description").asText()).endsWith(".");
              if (!panel.kind().equals("text")) {
                assertThat(panel.unit()).isNotBlank();
                assertThat(panel.queries()).isNotEmpty();
              }
            });
    assertThat(dashboard.panels()).extracting(Dashboard.Panel::title).doesNotHaveDuplicates();
    assertThat(dashboard.panels())
        .extracting(panel -> panel.json().get("id").asInt())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void ratesAreOverTheIntervalThatGrafanaChooses(Dashboard dashboard) {
    assertThat(dashboard.panels().stream().flatMap(panel -> panel.queries().stream()))
        .filteredOn(query -> query.expr().contains("rate("))
        .allMatch(query -> query.expr().matches("(?s).*\\[\\$__(rate_interval|range)].*"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void linksToRunbooksLeadSomewhere(Dashboard dashboard) {
    Path root = Checkout.root();
    assertThat(dashboard.panels())
        .flatExtracting(panel -> Dashboard.stream(panel.json().path("links")).toList())
        .extracting(link -> link.get("url").asText())
        .allMatch(url -> Files.isRegularFile(root.resolve(url.replace("$docs", "docs"))));
  }
}

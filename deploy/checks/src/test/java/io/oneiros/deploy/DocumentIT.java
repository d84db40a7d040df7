package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/deploy.md names is there. */
class DocumentIT {
  private static final Pattern VARIABLE = Pattern.compile("\\b(?:ONEIROS|QUARKUS|KAFKA)_[A-Z_]+");
  private static final Pattern VALUE = Pattern.compile("`([a-z]\\w*(?:\\.[\\w-]+)+)[`:]");

  private static Set<String> named(Pattern pattern) throws IOException {
    String text = Files.readString(Checkout.root().resolve("docs/deploy.md"));
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(found.groupCount()))
        .collect(Collectors.toSet());
  }

  private static Set<String> settings() {
    return Stream.of(Service.values())
        .flatMap(service -> KnownSettings.of(service).names().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void everyVariableIsOneThatAServiceOrTheComposeFileReads() throws IOException {
    Set<String> known =
        settings().stream().map(KnownSettings::variable).collect(Collectors.toSet());
    String compose = Files.readString(Compose.FILE);
    List<String> strange =
        named(VARIABLE).stream()
            .filter(name -> !known.contains(name) && !compose.contains("${" + name))
            .filter(name -> !name.equals("ONEIROS_HOME"))
            .toList();
    assertThat(named(VARIABLE)).contains("ONEIROS_GATEWAY_CANARY");
    assertThat(strange).isEmpty();
  }

  @Test
  void everyValueIsOneOfTheChart() throws IOException {
    JsonNode values = Chart.yaml(Chart.FOLDER.resolve("values.yaml"));
    Set<String> settings = settings();
    List<String> strange =
        named(VALUE).stream()
            .filter(name -> values.has(name.replaceFirst("\\..*", "")))
            .filter(name -> !settings.contains(name))
            .filter(name -> values.at("/" + name.replace('.', '/')).isMissingNode())
            .toList();
    assertThat(named(VALUE)).contains("gateway.webhooks.secret");
    assertThat(strange).isEmpty();
  }
}

package io.oneiros.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert has a page that says what to do, and tests of when it fires. */
class AlertsTest {
  private static final Path FOLDER = Checkout.root().resolve("deploy/prometheus");
  private static final Path RUNBOOKS = Checkout.root().resolve("docs/runbooks");

  private static List<String> found(Path file, String regex) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static List<String> alerts() throws IOException {
    return found(FOLDER.resolve("rules.yml"), "- alert: (\\w+)$");
  }

  @Test
  void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      List<String> pages =
          files
              .map(file -> file.getFileName().toString().replace(".md", ""))
              .filter(name -> !name.equals("README"))
              .toList();
      assertThat(pages).containsExactlyInAnyOrderElementsOf(alerts());
    }
    assertThat(found(FOLDER.resolve("rules.yml"), "runbook_url: docs/runbooks/(\\w+).md$"))
        .isEqualTo(alerts());
    assertThat(found(RUNBOOKS.resolve("README.md"), "^\\| \\[(\\w+)]\\(\\1\\.md\\)"))
        .isEqualTo(alerts());
  }

  @Test
  void everyPageSaysWhereToLookAndWhatToDo() throws IOException {
    for (String alert : alerts()) {
      assertThat(RUNBOOKS.resolve(alert + ".md"))
          .content()
          .startsWith("# " + alert + "\n")
          .contains("\n## Look at\n", "\n## Do\n");
    }
  }

  @Test
  void everyAlertIsTestedToFireAndToKeepSilent() throws IOException {
    List<String> tests = found(FOLDER.resolve("rules.test.yml"), "- name: (.+)$");
    assertThat(tests)
        .containsExactlyElementsOf(
            alerts().stream()
                .flatMap(alert -> Stream.of(alert + " fires", alert + " keeps silent"))
                .toList());
  }

  @Test
  void promtoolFindsTheTestsKept() throws Exception {
    assumeTrue(RealPrometheus.onPath("promtool"), "promtool is not installed");
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", "rules.test.yml")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes());
    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS");
  }
}

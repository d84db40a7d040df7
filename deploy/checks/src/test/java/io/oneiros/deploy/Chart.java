package io.oneiros.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart's folder, and what Helm makes of it. */
final class Chart {
  static final Path FOLDER = Checkout.root().resolve("deploy/helm/oneiros");

  private static final Map<Path, Manifests> READ = new HashMap<>();
  private static final Tool HELM = new Tool("helm");

  /** Ours would leave away what has no value. */
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private Chart() {}

  /** Files of values in {@code ci/}, each a way to install the chart. */
  static List<Path> valuesFiles() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path valuesFile(String name) {
    return FOLDER.resolve("ci").resolve(name + "-values.yaml");
  }

  static Tool.Outcome lint(Path values) {
    return HELM.assumed().run("lint", FOLDER.toString(), "--strict", "-f", values.toString());
  }

  /** A Helm built by {@code go install} would take the cluster for a very old one. */
  static Tool.Outcome template(Path values, String... more) {
    String[] words =
        Stream.concat(
                Stream.of(
                    "template",
                    "dreams",
                    FOLDER.toString(),
                    "--kube-version",
                    "1.34.0",
                    "-f",
                    values.toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return HELM.assumed().run(words);
  }

  /** The same, read; once for each file. */
  static synchronized Manifests manifests(Path values) {
    return READ.computeIfAbsent(values, Chart::read);
  }

  private static Manifests read(Path values) {
    Tool.Outcome outcome = template(values);
    if (outcome.code() != 0) {
      throw new AssertionError("helm template -f " + values + ": " + outcome.text());
    }
    return new Manifests(yaml(outcome.out()));
  }

  static JsonNode yaml(Path file) {
    try {
      return yaml(Files.readString(file)).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of one text that are not empty. */
  static List<JsonNode> yaml(String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
        .<JsonNode>map(PLAIN::valueToTree)
        .filter(JsonNode::isObject)
        .toList();
  }
}

package io.oneiros.deploy;

import io.oneiros.deploy.Manifests.Workload;
import io.oneiros.processes.Child;
import io.oneiros.processes.Command;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import io.oneiros.processes.RealObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chart's pods as processes of this machine: the images' programs, started as the images say,
 * with the variables that the chart gives them, as the user that it wants where this process may
 * become that. Only addresses, ports and folders are others than in a cluster.
 */
final class Installed implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String HOME = "/var/lib/oneiros";
  private static final String USER = "10001";

  private final Path folder;
  private final SecuredKafka kafka;
  private final RealObjects objects;
  private final Map<Workload, URI> addresses = new LinkedHashMap<>();
  private final List<Child> children = new ArrayList<>();

  private Installed(Path folder, SecuredKafka kafka, RealObjects objects) {
    this.folder = folder;
    this.kafka = kafka;
    this.objects = objects;
  }

  /**
   * Returns once every pod is ready by its own probe.
   *
   * @param folder that anybody may read and enter
   */
  static Installed start(Manifests manifests, Path folder) {
    SecuredKafka kafka = SecuredKafka.start(folder);
    Installed installed = new Installed(folder, kafka, RealObjects.s3proxy(folder));
    try {
      for (Workload workload : manifests.workloads()) {
        installed.start(workload);
      }
      for (int i = 0; i < installed.children.size(); i++) {
        Workload workload = manifests.workloads().get(i);
        URI ready = installed.address(workload, probe(workload, "readinessProbe"));
        installed.children.get(i).awaitReady(Readiness.http(ready), START_LIMIT);
      }
      return installed;
    } catch (RuntimeException e) {
      installed.close();
      throw e;
    }
  }

  static String probe(Workload workload, String kind) {
    return workload.container().at("/" + kind + "/httpGet/path").asText();
  }

  URI address(Workload workload, String path) {
    return addresses.get(workload).resolve(path);
  }

  private void start(Workload workload) {
    Service service = workload.service();
    Path own = folder.resolve(workload.component());
    Image image = Image.unpacked(service, own);
    Path home = own.resolve("home");
    int port = Ports.free();
    addresses.put(workload, URI.create("http://127.0.0.1:" + port));
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.putAll(workload.environment());
    Map<String, String> secrets = secrets();
    environment.replaceAll((name, value) -> here(secrets.getOrDefault(value, value), home));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.kafka().bootstrapServers());
    environment.put("ONEIROS_OBJECTS_ENDPOINT", objects.endpoint());
    // There is no collector: spans are made, and sent to nobody.
    environment.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    // A pod's /tmp is its own.
    environment.put(
        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + own.resolve("home/tmp"));
    environment.put("HOSTNAME", workload.component() + "-0");
    if (workload.pod().has("initContainers")) {
      pull(workload, home);
    }
    List<String> words = new ArrayList<>();
    for (String word : image.entrypoint()) {
      words.add(here(word, home).replace("quarkus-run.jar", image.root() + "/app/quarkus-run.jar"));
    }
    Command java = Command.java(words.subList(1, words.size()), environment);
    children.add(Child.start(folder, workload.component(), asUser(java, home)));
  }

  /** What is in the secrets that the chart's values name, and where that with the CA is mounted. */
  private Map<String, String> secrets() {
    return Map.of(
        "oneiros-objects/access-key",
        objects.accessKey(),
        "oneiros-objects/secret-key",
        objects.secretKey(),
        "kafka-user/sasl.jaas.config",
        kafka.jaas(),
        "webhooks/secret",
        "whsec_" + "c2VjcmV0".repeat(5),
        "/etc/oneiros/kafka/ca.crt",
        kafka.certificate().toString());
  }

  private static String here(String text, Path home) {
    return text.replace(HOME, home.toString());
  }

  /** What the pods have written. */
  List<Path> logs() {
    return children.stream().map(Child::log).toList();
  }

  /** What the init container does, with this machine's npm. */
  private static void pull(Workload workload, Path home) {
    List<String> words = new ArrayList<>();
    workload.pod().at("/initContainers/0/command").forEach(word -> words.add(word.asText()));
    String script = Chart.FOLDER.resolve("files/pull.sh").toString();
    new Tool("npm").assumed();
    Tool.Outcome outcome = new Tool("sh").run(script, here(words.get(words.size() - 1), home));
    if (outcome.code() != 0) {
      throw new AssertionError(outcome.text());
    }
  }

  private static Command asUser(Command command, Path home) {
    try {
      Files.createDirectories(home.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tool setpriv = new Tool("setpriv");
    if (!System.getProperty("user.name").equals("root") || !setpriv.present()) {
      return command;
    }
    new Tool("chown").run("-R", USER + ":" + USER, home.toString());
    List<String> words =
        new ArrayList<>(
            List.of(
                "setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--no-new-privs"));
    words.addAll(command.words());
    return new Command(words, command.environment());
  }

  /** The services, then what they need. */
  @Override
  public void close() {
    children.forEach(Child::terminate);
    children.forEach(Child::close);
    kafka.close();
    objects.close();
  }
}

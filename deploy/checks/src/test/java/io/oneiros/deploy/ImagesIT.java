package io.oneiros.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.deploy.Manifests.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImagesIT {
  @TempDir private static Path folder;

  private static final Map<Service, Image> UNPACKED = new EnumMap<>(Service.class);

  private static Image image(Service service) {
    return UNPACKED.computeIfAbsent(service, it -> Image.unpacked(it, folder.resolve(it.image())));
  }

  @ParameterizedTest
  @EnumSource
  void runsAsNobody(Service service) {
    Image image = image(service);
    assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
    assertThat(image.config().path("WorkingDir").asText()).isEqualTo("/app");
    assertThat(image.entrypoint()).startsWith("java").endsWith("-jar", "quarkus-run.jar");
  }

  @ParameterizedTest
  @EnumSource
  void saysThePortThatItServes(Service service) {
    Image image = image(service);
    String port = KnownSettings.of(service).port();
    assertThat(image.config().path("ExposedPorts").fieldNames())
        .toIterable()
        .containsExactly(port + "/tcp");
  }

  @ParameterizedTest
  @EnumSource
  void hasTheProgramAndNothingElse(Service service) throws IOException {
    Image image = image(service);
    assertThat(files(image.root().resolve("app"))).isEqualTo(files(service.app()));
    try (Stream<Path> tops = Files.list(image.root())) {
      assertThat(tops.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("app", "licenses", "var");
    }
    assertThat(image.root().resolve("licenses/resources/LICENSE")).content().contains("Apache");
  }

  /** Docker makes a new volume like the folder that it is mounted on. */
  @ParameterizedTest
  @EnumSource
  void anybodyMayWriteItsHome(Service service) throws IOException {
    Image image = image(service);
    Path home = image.root().resolve(image.environment().get("ONEIROS_HOME").substring(1));
    assertThat(Files.getAttribute(home, "unix:mode")).isEqualTo(0040777);
    assertThat(image.config().path("Volumes").has("/var/lib/oneiros")).isTrue();
  }

  @Test
  void thePodsHaveAVolumeWhereTheProgramsKeepThings() {
    for (Workload workload : Chart.manifests(Chart.valuesFile("external")).workloads()) {
      String home = image(workload.service()).environment().get("ONEIROS_HOME");
      assertThat(Manifests.elements(workload.container().path("volumeMounts")))
          .anyMatch(mount -> mount.path("mountPath").asText().equals(home));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasNoKeys(Service service) {
    Image image = image(service);
    assertThat(image.environment().keySet())
        .noneMatch(name -> name.matches(".*(KEY|SECRET|PASSWORD).*"));
  }

  @Test
  void aWorkersHasTheLibrariesOfBothProcessors() {
    Path libraries = image(Service.WORKER).root().resolve("app/lib/main");
    assertThat(libraries).isDirectoryContaining("glob:**pytorch-native-cpu*linux-x86_64.jar");
    assertThat(libraries).isDirectoryContaining("glob:**pytorch-native-cpu*linux-aarch64.jar");
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }
}

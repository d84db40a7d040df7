package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HouseTest {
  @Test
  void topLevelIsTheHouseAndNothingElse() throws IOException {
    try (Stream<Path> entries = Files.list(Checkout.root())) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("."))
          .containsExactlyInAnyOrder(
              "pom.xml",
              "gateway",
              "dream-worker",
              "octave-scheduler",
              "storage",
              "deploy",
              "docs",
              "README.md");
    }
  }
}

package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir Path folder;

  @Test
  void whatIsOursAndOldIsDeletedAndNothingElse() throws IOException {
    Path old = file("oneiros-upload1.tmp", Duration.ofHours(25));
    Path young = file("oneiros-upload2.tmp", Duration.ofHours(23));
    Path others = file("else.tmp", Duration.ofHours(25));
    Path directory = Files.createDirectory(folder.resolve("oneiros-bench"));
    Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(Duration.ofDays(9))));

    Leftovers.sweep(folder, Leftovers.OURS, NOW);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(others).exists();
    assertThat(directory).exists();
  }

  @Test
  void folderThatIsNotThereHasNothingLeft() {
    Leftovers.sweep(folder.resolve("none"), Leftovers.OURS, NOW);
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}

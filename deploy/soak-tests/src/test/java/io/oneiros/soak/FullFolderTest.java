package io.oneiros.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullFolderTest {
  @TempDir Path home;

  @Test
  void nothingCanBeWrittenUntilItIsClosed() throws Exception {
    Path folder = Files.createDirectory(home.resolve("temp"));
    Path before = Files.writeString(folder.resolve("before"), "before");
    try (FullFolder full = FullFolder.over(folder)) {
      assertThat(full.how()).isNotBlank();
      assertThatIOException().isThrownBy(() -> write(folder));
    }
    assertThat(before).hasContent("before");
    write(folder);
  }

  private static void write(Path folder) throws IOException {
    Files.writeString(Files.createTempFile(folder, "any", null), "x".repeat(10_000));
  }
}

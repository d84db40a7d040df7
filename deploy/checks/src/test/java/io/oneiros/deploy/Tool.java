package io.oneiros.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of somebody else's, by its name on the PATH. */
record Tool(String name) {
  /** What it wrote, on both streams, and its exit code. */
  record Outcome(int code, String text) {}

  boolean present() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Leaves the test out where it is not. */
  Tool assumed() {
    assumeTrue(present(), () -> name + " is not on the PATH");
    return this;
  }

  Outcome run(Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Outcome(process.waitFor(), text);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Outcome run(String... arguments) {
    return run(Map.of(), arguments);
  }
}

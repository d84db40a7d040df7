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

/** A program, by its name on the PATH, or by its path. */
record Tool(String name) {
  /**
   * What came of it.
   *
   * @param out what it wrote
   * @param errors what it wrote to the other stream
   */
  record Outcome(int code, String out, String errors) {
    String text() {
      return out + errors;
    }
  }

  boolean present() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
  }

  /** Leaves the test out where it is not. */
  Tool assumed() {
    assumeTrue(present(), () -> name + " is not on the PATH");
    return this;
  }

  Outcome run(Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    try {
      Path errors = Files.createTempFile("tool", ".err");
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Outcome outcome = new Outcome(process.waitFor(), out, Files.readString(errors));
      Files.delete(errors);
      return outcome;
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

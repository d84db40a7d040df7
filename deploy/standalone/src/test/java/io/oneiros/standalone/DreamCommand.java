package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code deploy/dream} as people run it: a process, with whatever processes it starts. */
final class DreamCommand implements AutoCloseable {
  private static final long LIMIT_SECONDS = 600;

  private final Process process;
  private final Path out;
  private final Path err;
  private final List<ProcessHandle> children = new ArrayList<>();

  private DreamCommand(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How it ended. */
  record Ended(int code, List<String> out, List<String> err) {
    String lastOut() {
      return out.get(out.size() - 1);
    }

    String lastErr() {
      return err.get(err.size() - 1);
    }
  }

  static DreamCommand start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  /**
   * @param environment of this process less what is meant for Oneiros, plus this
   */
  static DreamCommand start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Checkout.root().resolve("deploy/dream").toString());
    words.addAll(List.of(arguments));
    Path said =
        Files.createTempDirectory(Files.createDirectories(home.resolveSibling("said")), null);
    Path out = said.resolve("out");
    Path err = said.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("ONEIROS_") || name.startsWith("KAFKA_"));
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("ONEIROS_HOME", home.toString());
    all.putAll(environment);
    return new DreamCommand(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** One photo. */
  static DreamCommand dream(Path home, Path photo, Path out, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(photo.toString(), "-o", out.toString()));
    arguments.addAll(List.of(options));
    return start(home, arguments.toArray(String[]::new));
  }

  /** Lets the script build what Maven's build around this test has made it hold for stale. */
  static void build(Path home) throws Exception {
    Ended ended = run(home, "models", "list");
    assertThat(ended.code()).as("%s", ended.err()).isZero();
    assertThat(ended.out()).anyMatch(line -> line.matches("inception_v3 +yes .*"));
  }

  static Ended run(Path home, String... arguments) throws Exception {
    try (DreamCommand command = start(home, arguments)) {
      return command.await();
    }
  }

  Ended await() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
        .as("ends: %s", lines(err))
        .isTrue();
    return new Ended(process.exitValue(), lines(out), lines(err));
  }

  /** Waits until it has told something to people; its children are those it has then. */
  DreamCommand awaitSaid(String text) throws InterruptedException {
    return await("says " + text, () -> lines(err).stream().anyMatch(line -> line.contains(text)));
  }

  /** Waits until a file has a line; its children are those it has then. */
  DreamCommand awaitWritten(Path file) throws InterruptedException {
    return await("writes " + file, () -> Files.exists(file) && !lines(file).isEmpty());
  }

  private DreamCommand await(String what, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!done.getAsBoolean()) {
      assertThat(process.isAlive()).as("lives: %s", lines(err)).isTrue();
      assertThat(System.nanoTime()).as("%s: %s", what, lines(err)).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    process.descendants().forEach(children::add);
    return this;
  }

  List<ProcessHandle> children() {
    return children;
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves nothing running, whatever a test has found. */
  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(children::add);
    terminate();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

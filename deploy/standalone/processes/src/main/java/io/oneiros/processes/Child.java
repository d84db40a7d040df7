package io.oneiros.processes;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One child process, its log {@code HOME/log/NAME.log} and its number {@code HOME/run/NAME.pid}.
 * The log of the start before is kept as {@code NAME.log.1}, so that logs do not grow for ever.
 *
 * <p>It ends when it is closed or when this process ends on purpose or by a signal. If this process
 * is killed, the child stays; the next start under the same name in the same home stops it first.
 * The terminal's Ctrl-C reaches only this process, which so can stop its children in order.
 */
public final class Child implements AutoCloseable {
  /** How long a child that is asked to end may take. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  private static final long POLL_MILLIS = 50;

  /** What came before them is of another day. */
  private static final int LAST_LINES = 200;

  /** Of a process that was ended by SIGKILL, as a shell tells it. */
  private static final int KILLED = 128 + 9;

  /** Where in the program something was thrown: not what went wrong. */
  private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more).*");

  private static final int MOST_OUTPUT = 1 << 20;

  /** A shell that sets INT and HUP to "ignored", which the program it becomes inherits. */
  private static final List<String> DEAF_TO_THE_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private final String name;
  private final Process process;
  private final Path log;
  private final PidFile pidFile;
  private final Runnable noLongerAtExit;

  private Child(String name, Process process, Path log, PidFile pidFile) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
    this.noLongerAtExit = AtExit.add(this::stop);
  }

  /**
   * Starts a program; it may not serve yet.
   *
   * @throws ChildFailedException if the program cannot be started at all
   */
  public static Child start(Path home, String name, Command command) {
    PidFile pidFile = new PidFile(run(home).resolve(name + ".pid"));
    pidFile.living().ifPresent(Child::stop);
    Path log = home.resolve("log").resolve(name + ".log");
    List<String> words = new ArrayList<>(DEAF_TO_THE_TERMINAL);
    words.addAll(command.words());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(command.environment());
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log)) {
        Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Process process =
          builder
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      pidFile.write(process.pid());
      return new Child(name, process, log, pidFile);
    } catch (IOException | UncheckedIOException e) {
      throw new ChildFailedException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Stops every child that a killed parent left behind in this home; the last one started first,
   * for it may have to say goodbye to an earlier one.
   */
  public static void stopOrphans(Path home) {
    try (Stream<Path> files = Files.exists(run(home)) ? Files.list(run(home)) : Stream.empty()) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".pid"))
              .sorted(Comparator.comparingLong(Child::written).reversed())
              .toList()) {
        PidFile pidFile = new PidFile(file);
        pidFile.living().ifPresent(Child::stop);
        pidFile.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the child serves, and stops it if it never does.
   *
   * @throws ChildFailedException if it dies first or takes longer than {@code limit}
   */
  public Child awaitReady(Readiness readiness, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!readiness.ready(output())) {
      if (!alive()) {
        close();
        throw death();
      }
      if (System.nanoTime() > deadline) {
        close();
        throw new ChildFailedException(
            "%s did not get ready within %d s; see %s".formatted(name, limit.toSeconds(), log),
            lines());
      }
      pause();
    }
    return this;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** What a dead child died of: its exit code, its log and the log's last lines. */
  public ChildFailedException death() {
    int code = process.exitValue();
    if (code == KILLED) {
      // Of that its log cannot tell.
      return new ChildFailedException(
          "%s died with exit code %d: somebody killed it, or the system did for want of memory; see %s"
              .formatted(name, code, log));
    }
    return new ChildFailedException(
        "%s died with exit code %d; see %s".formatted(name, code, log), lines());
  }

  /** kill -9, for tests: no chance to clean up. Returns once the process is gone. */
  public void kill() {
    process.destroyForcibly();
    close();
  }

  /** Asks the child to end, and does not wait for it: many can so end at the same time. */
  public void terminate() {
    process.destroy();
  }

  /** Asks the child to end, waits {@link #GRACE}, then kills it. Does nothing a second time. */
  @Override
  public void close() {
    close(GRACE);
  }

  /** Likewise, and waits as long as that. */
  public void close(Duration grace) {
    stop(process.toHandle(), grace);
    pidFile.delete();
    noLongerAtExit.run();
  }

  private void stop() {
    stop(process.toHandle());
    pidFile.delete();
  }

  private static void stop(ProcessHandle process) {
    stop(process, GRACE);
  }

  private static void stop(ProcessHandle process, Duration grace) {
    process.destroy();
    try {
      process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      // An orphan that nobody reaps, as in a container without an init, looks alive for ever.
      process.onExit().completeOnTimeout(process, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }

  private static long written(Path file) {
    return file.toFile().lastModified();
  }

  private static Path run(Path home) {
    return home.resolve("run");
  }

  private List<String> lines() {
    List<String> lines =
        output().lines().filter(line -> !line.isBlank() && !FRAME.matcher(line).matches()).toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** The end of what the child has written. */
  private String output() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - MOST_OUTPUT);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailedException("interrupted while waiting for a child process", e);
    }
  }
}

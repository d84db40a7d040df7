package io.oneiros.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The number of a running process in a file; a file left behind by a dead one is recognised. */
public record PidFile(Path path) {
  /** A process is in the process table a moment before its file is written. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  public void write(long pid) {
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, pid + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The process the file speaks of, while it lives. A process younger than the file got the same
   * number by chance.
   */
  public Optional<ProcessHandle> living() {
    try {
      long pid = Long.parseLong(Files.readString(path).strip());
      Instant written = Files.getLastModifiedTime(path).toInstant();
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> !younger(process, written.plus(CLOCK_SLACK)));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean younger(ProcessHandle process, Instant than) {
    return process.info().startInstant().map(start -> start.isAfter(than)).orElse(false);
  }
}

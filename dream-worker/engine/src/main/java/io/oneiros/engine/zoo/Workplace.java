package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder to make a network's files in, beside the place they belong. Nobody else works in it. */
final class Workplace implements AutoCloseable {
  private static final String PREFIX = ".pull-";
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int DIGITS = 12;

  private final Path folder;
  private final Claim claim;

  private Workplace(Path folder, Claim claim) {
    this.folder = folder;
    this.claim = claim;
  }

  /**
   * An empty one, deleted at the end.
   *
   * @param home the network's folder; made when needed
   */
  static Workplace fresh(Path home) throws IOException {
    Files.createDirectories(home);
    return new Workplace(Files.createTempDirectory(home, PREFIX), null);
  }

  /**
   * The one in which the last such pull has left its files, if nobody else is in it; else an empty
   * one.
   *
   * @param sha256 of the network's file: what is left of another one is of no use
   */
  static Workplace kept(Path home, String sha256) throws IOException {
    Files.createDirectories(home);
    Optional<Claim> claim = Claim.on(home);
    if (claim.isEmpty()) {
      return fresh(home);
    }
    Path kept = Files.createDirectories(home.resolve(PREFIX + sha256.substring(0, DIGITS)));
    return new Workplace(kept, claim.get());
  }

  Path folder() {
    return folder;
  }

  /** Whoever has the claim on the kept one leaves there what is not finished. */
  @Override
  public void close() throws IOException {
    if (claim == null) {
      delete(folder);
      return;
    }
    try (claim;
        Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isEmpty()) {
        Files.delete(folder);
      }
    }
  }

  /** Removes what pulls have left in which nothing has changed for a day. */
  static void clean(Path home) {
    Instant old = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(home, PREFIX + "*")) {
      for (Path folder : left) {
        if (lastChange(folder).isBefore(old)) {
          delete(folder);
        }
      }
    } catch (IOException | UncheckedIOException | DirectoryIteratorException inTheWay) {
      // No folder yet, or another pull cleans it too. What is left is the next pull's.
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : within(folder)) {
      Files.deleteIfExists(file);
    }
  }

  private static Instant lastChange(Path folder) throws IOException {
    Instant last = Instant.MIN;
    for (Path file : within(folder)) {
      Instant changed = Files.getLastModifiedTime(file).toInstant();
      last = changed.isAfter(last) ? changed : last;
    }
    return last;
  }

  /** Files before their folders. */
  private static List<Path> within(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}

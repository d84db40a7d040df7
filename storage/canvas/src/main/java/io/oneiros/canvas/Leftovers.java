package io.oneiros.canvas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Temporary files of a process that was killed before it could delete them. */
public final class Leftovers {
  /** What temporary files of ours begin with. */
  public static final String OURS = "oneiros-";

  private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

  /** Longer than anybody works with one: others may be at work in the same folder. */
  private static final Duration OLD = Duration.ofDays(1);

  private Leftovers() {}

  /** Deletes files whose names begin so and that nobody has written to for a day. */
  public static void sweep(Path folder, String prefix, Instant now) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> sweep(file, now.minus(OLD)));
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "What was left in {0} cannot be listed: {1}", folder, e.getMessage());
    }
  }

  private static void sweep(Path file, Instant before) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} was left and cannot be deleted: {1}", file, e.getMessage());
    }
  }
}

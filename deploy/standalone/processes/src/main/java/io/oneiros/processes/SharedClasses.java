package io.oneiros.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class data sharing (JEP 350) for programs that are a folder of jars: the first run that ends in
 * order leaves its classes, as they were in memory, beside the jars, and later ones start in half
 * the time. A file that is half-written, or of other jars, the JVM recognises and does without.
 */
final class SharedClasses {
  private SharedClasses() {}

  /**
   * Options for a JVM that runs a program.
   *
   * @param jars the folder of its class path
   */
  static List<String> options(Path jars) {
    Path file = jars.resolveSibling("classes-" + Runtime.version() + ".jsa");
    String use = isFresh(file, jars) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
    // Hundreds of classes that cannot be shared are told of by a warning each.
    return List.of(use + file, "-Xlog:cds=error", "-Xlog:cds+dynamic=error");
  }

  private static boolean isFresh(Path file, Path jars) {
    try (Stream<Path> all = Files.list(jars)) {
      return Files.exists(file) && all.allMatch(jar -> time(jar).compareTo(time(file)) <= 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.oneiros.soak.large;

import io.oneiros.soak.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The most memory that each process has had resident since it began, as Linux keeps it. Pages of
 * files count where they are mapped.
 */
final class Peaks {
  private static final String PEAK = "VmHWM:";

  private Peaks() {}

  /** Whether this machine says what a process takes. */
  static boolean possible() {
    return Files.isReadable(status("self"));
  }

  /**
   * By process, in MB.
   *
   * @throws IllegalStateException if one has died
   */
  static Map<String, Long> of(House house) {
    Map<String, Long> megabytes = new TreeMap<>();
    house.names("").forEach(name -> megabytes.put(name, of(name, house.pid(name))));
    return megabytes;
  }

  /**
   * @param name for the message
   */
  static long of(String name, long pid) {
    try (Stream<String> lines = Files.lines(status(Long.toString(pid)))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(name + " has died"));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException(name + " has died", e);
    }
  }

  private static Path status(String process) {
    return Path.of("/proc", process, "status");
  }
}

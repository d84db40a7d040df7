package io.oneiros.soak;

import io.oneiros.processes.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wrong clocks, by libfaketime where it is installed (Debian: libfaketime): the time of day is off,
 * the monotonic clock goes on as it should.
 */
final class Clocks {
  private static final List<String> FOLDERS =
      List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib64");

  private Clocks() {}

  static Optional<Path> library() {
    return FOLDERS.stream()
        .flatMap(folder -> Stream.of(Path.of(folder, "faketime"), Path.of(folder)))
        .map(folder -> folder.resolve("libfaketime.so.1"))
        .filter(Files::isReadable)
        .findFirst();
  }

  /**
   * @param offset such as {@code +300s}; null for the right time
   */
  static Command off(Command command, String offset) {
    if (offset == null) {
      return command;
    }
    Map<String, String> environment = new HashMap<>(command.environment());
    environment.put("LD_PRELOAD", library().orElseThrow().toString());
    environment.put("FAKETIME", offset);
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    // Else every timed wait of Java returns at once, and its threads spin.
    environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return new Command(command.words(), environment);
  }
}

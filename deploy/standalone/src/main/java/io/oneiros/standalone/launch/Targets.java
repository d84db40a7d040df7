package io.oneiros.standalone.launch;

import io.oneiros.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Where the services of a system tell their metrics, in the form that Prometheus reads as {@code
 * file_sd_configs}: each under its process's name, the kind of service as its job.
 */
final class Targets {
  private Targets() {}

  /** One process: its name, the service, and its port on 127.0.0.1. */
  record Target(String name, Service service, int port) {
    Map<String, Object> json() {
      return Map.of(
          "targets",
          List.of("127.0.0.1:" + port),
          "labels",
          Map.of("job", "oneiros-" + service.job(), "instance", name));
    }
  }

  /** Replaces the file whole, so that nobody reads half of it. */
  static void write(Path file, List<Target> targets) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(
          draft, Json.MAPPER.writeValueAsBytes(targets.stream().map(Target::json).toList()));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

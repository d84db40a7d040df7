package io.oneiros.standalone.launch;

import io.oneiros.standalone.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The one folder that everything lives under; it can be deleted while nothing runs.
 *
 * <pre>
 * models/     networks
 * djl/        native libraries, unpacked
 * kafka/      the broker's log
 * objects/    the object store's objects
 * streams/    the scheduler's state
 * log/        NAME.log of every process
 * run/        NAME.pid of every process, lock, gateway.url, objects.keys
 * </pre>
 */
public record Home(Path folder) {
  private static final long LEAST_FREE = 256L << 20;

  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /** {@code ONEIROS_HOME}, or {@code .oneiros} in the user's home. */
  public static Home of(Map<String, String> environment) {
    String given = environment.get("ONEIROS_HOME");
    return new Home(
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".oneiros")
            : Path.of(given));
  }

  /** Makes the folder, and checks that there is room for a dream on its disk. */
  public Home prepared() {
    try {
      Files.createDirectories(run());
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_FREE) {
        throw new Failure(
            "The disk of %s has %d MB free; a dream needs at least %d MB. Make room, or choose another disk with ONEIROS_HOME."
                .formatted(folder, free >> 20, LEAST_FREE >> 20));
      }
      return this;
    } catch (IOException e) {
      throw new Failure(
          folder + " cannot be made or written; choose another folder with ONEIROS_HOME.", e);
    }
  }

  public Path models() {
    return folder.resolve("models");
  }

  public Path log() {
    return folder.resolve("log");
  }

  public Path djl() {
    return folder.resolve("djl");
  }

  Path run() {
    return folder.resolve("run");
  }
}

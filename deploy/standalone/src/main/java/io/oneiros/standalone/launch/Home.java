package io.oneiros.standalone.launch;

import io.oneiros.standalone.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one folder that everything lives under; it can be deleted while nothing runs.
 *
 * <pre>
 * models/     networks
 * djl/        native libraries, unpacked
 * kafka/      the broker's log
 * objects/    the object store's objects
 * streams/    the scheduler's state
 * log/        NAME.log of every process, NAME.log.1 of its start before
 * run/        NAME.pid of every process, lock, gateway.url, kafka.servers, objects.url,
 *             objects.keys, targets.json
 * </pre>
 */
public record Home(Path folder) {
  private static final long FOR_A_DREAM = 256L << 20;

  /** PyTorch's native library takes 442 MB once it is unpacked. */
  private static final long FOR_THE_FIRST_START = 512L << 20;

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
      requireRoom(Files.getFileStore(folder).getUsableSpace());
      return this;
    } catch (IOException e) {
      throw new Failure(
          folder + " cannot be made or written; choose another folder with ONEIROS_HOME.", e);
    }
  }

  /**
   * @param free bytes on the folder's disk
   */
  void requireRoom(long free) throws IOException {
    boolean first = isEmpty(djl());
    long needed = FOR_A_DREAM + (first ? FOR_THE_FIRST_START : 0);
    if (free < needed) {
      throw new Failure(
          "The disk of %s has %d MB free; %s needs at least %d MB. Make room, or choose another disk with ONEIROS_HOME."
              .formatted(folder, free >> 20, first ? "the first dream" : "a dream", needed >> 20));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
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

  /** Where the services tell their metrics, for Prometheus. */
  public Path targets() {
    return run().resolve("targets.json");
  }
}

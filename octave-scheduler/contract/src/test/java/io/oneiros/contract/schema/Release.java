package io.oneiros.contract.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The reference as it was at the last release, in a folder; and {@code forgiven.txt} beside it:
 * breaks since then that are meant, a line each, as {@link Evolution} tells them.
 */
record Release(Path folder) {
  private static final String SCHEMAS = "schemas";
  private static final String API = "asyncapi.yaml";

  private Path forgiven() {
    return folder.resolve("forgiven.txt");
  }

  boolean isThere() {
    return Files.exists(folder.resolve(API));
  }

  /** Where somebody stumbles who is not meant to, and what is forgiven but breaks nobody. */
  List<String> complaints(Reference now) throws IOException {
    List<String> meant = Files.exists(forgiven()) ? Files.readAllLines(forgiven()) : List.of();
    List<String> breaks = Evolution.breaks(Reference.of(folder), now);
    List<String> complaints = new ArrayList<>(breaks);
    complaints.removeAll(meant);
    meant.stream()
        .filter(line -> !breaks.contains(line))
        .forEach(line -> complaints.add("forgiven, but there is no such break: " + line));
    return complaints;
  }

  /**
   * Makes it what a reference is now, with nothing to forgive.
   *
   * @param reference folder
   */
  void become(Path reference) throws IOException {
    Path schemas = Files.createDirectories(folder.resolve(SCHEMAS));
    for (Path gone : files(schemas)) {
      Files.delete(gone);
    }
    for (Path file : files(reference.resolve(SCHEMAS))) {
      Files.copy(file, schemas.resolve(file.getFileName()));
    }
    Files.copy(reference.resolve(API), folder.resolve(API), StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(forgiven());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which files had the right hash, so that a big one is hashed once and not at every call:
 * as long as length and time of change stay the same. Kept in a folder where that can be written,
 * else for the life of the program.
 */
final class Verified {
  private final Path folder;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Verified(Path folder) {
    this.folder = folder;
  }

  /** Whether the file has that hash, by what is remembered or by hashing it now. */
  boolean has(String id, Path file, String sha256) throws IOException {
    return stamp(file, sha256).equals(known.computeIfAbsent(id, this::remembered))
        || hash(id, file, sha256);
  }

  /** Whether the file has that hash; reads all of it. */
  boolean hash(String id, Path file, String sha256) throws IOException {
    String stamp = stamp(file, sha256);
    boolean right = Sha256.of(file).equals(sha256);
    remember(id, right ? stamp : "");
    return right;
  }

  private static String stamp(Path file, String sha256) throws IOException {
    return "%s %s %s %s"
        .formatted(
            sha256, Files.size(file), Files.getLastModifiedTime(file), file.toAbsolutePath());
  }

  private String remembered(String id) {
    try {
      return Files.readString(folder.resolve(id));
    } catch (IOException e) {
      return "";
    }
  }

  private void remember(String id, String stamp) {
    known.put(id, stamp);
    try {
      Files.createDirectories(folder);
      Path written = Files.writeString(Files.createTempFile(folder, id, ".tmp"), stamp);
      Files.move(written, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      // Then each start of a program hashes the file once; that is all it costs.
    }
  }
}

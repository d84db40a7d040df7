package io.oneiros.engine.zoo;

import java.nio.file.Path;

/**
 * Where a network's files are.
 *
 * @param isOwn whether they are the user's own, so not to be pulled or written
 */
record Place(Entry entry, Path folder, boolean isOwn) {
  Path file() {
    return folder.resolve(entry.file());
  }

  /**
   * @param file one of the network's that has another hash than it should
   */
  ModelException altered(Path file, String sha256) {
    return ModelException.unavailable(
        "%s is not the file of %s: its SHA-256 should be %s. %s"
            .formatted(file, entry.id(), sha256, remedy()),
        null);
  }

  /** What to do about a file that is missing or not the right one. */
  String remedy() {
    return isOwn
        ? "Put the right file there, or correct %s."
            .formatted(folder.resolve(entry.id() + Manifest.JSON))
        : "Run 'deploy/dream models pull %s', or put the file there yourself."
            .formatted(entry.id());
  }
}

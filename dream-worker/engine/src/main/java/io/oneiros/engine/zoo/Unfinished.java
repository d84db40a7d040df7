package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that grows while it is fetched, and what the server called the version it is of.
 *
 * @param folder to work in
 * @param name that the file will have
 */
record Unfinished(Path folder, String name) {

  /** The file's first bytes, if any have come. */
  Path part() {
    return folder.resolve(name + ".part");
  }

  long length() {
    return part().toFile().length();
  }

  /** A strong one (RFC 9110, 8.8.3), if the server gave such. */
  Optional<String> etag() throws IOException {
    return Files.exists(tag()) ? Optional.of(Files.readString(tag())) : Optional.empty();
  }

  /** Makes the file empty. */
  OutputStream begin(Optional<String> etag) throws IOException {
    // Emptied before it is tagged: bytes must never be taken for those of another version.
    Files.write(part(), new byte[0]);
    Files.deleteIfExists(tag());
    // A weak one promises no equal bytes, so it must not be asked by for the rest.
    if (etag.isPresent() && !etag.get().startsWith("W/")) {
      Files.writeString(tag(), etag.get());
    }
    return append();
  }

  OutputStream append() throws IOException {
    return Files.newOutputStream(part(), StandardOpenOption.APPEND);
  }

  /** Puts the file, which is whole now, into its place in one stroke. */
  void finish(Path target) throws IOException {
    Files.move(part(), target, StandardCopyOption.ATOMIC_MOVE);
    discard();
  }

  void discard() throws IOException {
    Files.deleteIfExists(part());
    Files.deleteIfExists(tag());
  }

  private Path tag() {
    return folder.resolve(name + ".etag");
  }
}

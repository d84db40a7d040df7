package io.oneiros.standalone.launch;

import io.oneiros.processes.RealObjects.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The object store's keys: random, made once a home, in a file that only its owner can read. */
final class ObjectKeysFile {
  private static final int ACCESS_BYTES = 10;
  private static final int SECRET_BYTES = 32;

  private ObjectKeysFile() {}

  static Keys readOrMake(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      List<String> lines = Files.readAllLines(file);
      return new Keys(lines.get(0), lines.get(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(whole, List.of(random(ACCESS_BYTES), random(SECRET_BYTES)));
    Files.move(whole, file);
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}

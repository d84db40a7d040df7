package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A {@code .tgz}. One member at a time is streamed out to a place the caller names; no name in the
 * archive ever becomes a path.
 */
final class Archive {
  private static final int BUFFER = 1 << 16;

  private Archive() {}

  /**
   * @param bytes that the member must have; no more are ever written
   */
  static void extract(Path archive, String member, long bytes, Path target, Progress progress)
      throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getName().equals(member)) {
          if (entry.getSize() != bytes) {
            throw new IOException(
                "%s has %d bytes, expected %d".formatted(member, entry.getSize(), bytes));
          }
          copy(tar, bytes, target, progress);
          return;
        }
      }
    }
    throw new IOException("The archive holds no " + member);
  }

  private static void copy(InputStream in, long bytes, Path target, Progress progress)
      throws IOException {
    String name = "unpacking " + target.getFileName();
    byte[] buffer = new byte[BUFFER];
    progress.at(name, 0, bytes);
    try (OutputStream out = Files.newOutputStream(target)) {
      for (long done = 0; done < bytes; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
        if (read < 0) {
          throw new IOException("The archive ends early");
        }
        out.write(buffer, 0, read);
        done += read;
        progress.at(name, done, bytes);
      }
    }
  }
}

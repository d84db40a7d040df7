package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.Png;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** What a PNG says beside its pixels; Java's own reader takes all colours for sRGB. */
final class PngChunks {
  /** Bytes of a profile; those of cameras and screens have some thousand. */
  private static final int MOST = 8 << 20;

  private PngChunks() {}

  /** The colour profile (chunk {@code iCCP}); nothing if it is damaged. */
  static Optional<ICC_Profile> profile(Path file) throws IOException {
    return Png.chunk(file, "iCCP", MOST).flatMap(PngChunks::inflated);
  }

  /** The chunk holds a name, a zero, the method of compression, and the profile. */
  private static Optional<ICC_Profile> inflated(byte[] chunk) {
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    int from = Math.min(name + 2, chunk.length);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(chunk, from, chunk.length - from))) {
      return Optional.of(ICC_Profile.getInstance(in.readNBytes(MOST)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

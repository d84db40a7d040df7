package io.oneiros.storage.ingest;

import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngProcessingException;
import com.drew.lang.StreamReader;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/** What a PNG says beside its pixels; Java's own reader takes all colours for sRGB. */
final class PngChunks {
  /** Bytes of a profile; those of cameras and screens have some thousand. */
  private static final int MOST = 8 << 20;

  private PngChunks() {}

  /** A block of EXIF (chunk {@code eXIf}), which begins as a TIFF file does. */
  static Optional<byte[]> exif(Path file) throws IOException {
    return chunk(file, PngChunkType.eXIf);
  }

  /** The colour profile (chunk {@code iCCP}); nothing if it is damaged. */
  static Optional<ICC_Profile> profile(Path file) throws IOException {
    return chunk(file, PngChunkType.iCCP).flatMap(PngChunks::inflated);
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

  private static Optional<byte[]> chunk(Path file, PngChunkType type) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Iterator<PngChunk> chunks =
          new PngChunkReader().extract(new StreamReader(in), Set.of(type)).iterator();
      return chunks.hasNext() ? Optional.of(chunks.next().getBytes()) : Optional.empty();
    } catch (PngProcessingException | EOFException e) {
      // What follows the pixels may be cut off, and they be whole.
      return Optional.empty();
    }
  }
}

package io.oneiros.soak.large;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes an 8-bit RGB PNG (ISO/IEC 15948) row by row, none of them filtered. */
final class PngOut implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final DataOutputStream out;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final DeflaterOutputStream pixels;

  PngOut(Path file, int width, int height) throws IOException {
    out = new DataOutputStream(Files.newOutputStream(file));
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    // 8 bits, RGB, the only compression, the only filters, not interlaced.
    fields.write(new byte[] {8, 2, 0, 0, 0});
    chunk("IHDR", header.toByteArray(), header.size());
    pixels = new DeflaterOutputStream(new Chunks(), deflater, CHUNK);
  }

  /**
   * @param row RGBRGB...
   */
  void row(byte[] row) throws IOException {
    pixels.write(0);
    pixels.write(row);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      pixels.finish();
      chunk("IEND", new byte[0], 0);
    } finally {
      deflater.end();
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, 0, length);
    out.writeInt((int) crc.getValue());
  }

  /** Each write of the deflater is a chunk of its own. */
  private final class Chunks extends FilterOutputStream {
    private Chunks() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      chunk("IDAT", Arrays.copyOfRange(data, offset, offset + length), length);
    }
  }
}

package io.oneiros.soak.large;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;

/**
 * Reads an 8-bit RGB PNG that is not interlaced, as the system writes them, row by row: two rows
 * are held, never the picture.
 */
final class PngIn implements AutoCloseable {
  private static final int SIGNATURE = 8;
  private static final int CHANNELS = TestCard.CHANNELS;

  private final DataInputStream in;
  private final DataInputStream pixels;
  private final int width;
  private final int height;
  private byte[] above;

  PngIn(Path file) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    in.skipNBytes(SIGNATURE + 2 * Integer.BYTES);
    width = in.readInt();
    height = in.readInt();
    byte[] form = in.readNBytes(5);
    if (form[0] != 8 || form[1] != 2 || form[4] != 0) {
      throw new IOException("no 8-bit RGB PNG without interlacing: " + file);
    }
    in.readInt();
    above = new byte[CHANNELS * width];
    pixels = new DataInputStream(new InflaterInputStream(new Data()));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The next row, RGBRGB... */
  byte[] row() throws IOException {
    int filter = pixels.readUnsignedByte();
    byte[] row = new byte[CHANNELS * width];
    pixels.readFully(row);
    for (int i = 0; i < row.length; i++) {
      int left = i < CHANNELS ? 0 : row[i - CHANNELS] & 0xFF;
      int up = above[i] & 0xFF;
      int corner = i < CHANNELS ? 0 : above[i - CHANNELS] & 0xFF;
      row[i] += (byte) predicted(filter, left, up, corner);
    }
    above = row;
    return row;
  }

  private static int predicted(int filter, int left, int up, int corner) throws IOException {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      case 4 -> paeth(left, up, corner);
      default -> throw new IOException("no filter of a PNG: " + filter);
    };
  }

  private static int paeth(int left, int up, int corner) {
    int guess = left + up - corner;
    int byLeft = Math.abs(guess - left);
    int byUp = Math.abs(guess - up);
    int byCorner = Math.abs(guess - corner);
    if (byLeft <= byUp && byLeft <= byCorner) {
      return left;
    }
    return byUp <= byCorner ? up : corner;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What the IDAT chunks hold, one after the other. */
  private final class Data extends InputStream {
    private int left;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      while (left == 0) {
        int size = in.readInt();
        String type = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
        if (type.equals("IEND")) {
          return -1;
        }
        if (type.equals("IDAT")) {
          left = size;
        } else {
          in.skipNBytes(size + Integer.BYTES);
        }
        if (left == 0 && type.equals("IDAT")) {
          in.skipNBytes(Integer.BYTES);
        }
      }
      int count = in.read(to, offset, Math.min(left, length));
      if (count < 0) {
        throw new IOException("the PNG is cut off");
      }
      left -= count;
      if (left == 0) {
        in.skipNBytes(Integer.BYTES);
      }
      return count;
    }
  }
}

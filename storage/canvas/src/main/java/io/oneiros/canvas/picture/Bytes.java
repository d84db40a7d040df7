package io.oneiros.canvas.picture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file from its beginning to its end; reading past that is an {@link EOFException}. */
final class Bytes implements Closeable {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  Bytes(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  int u8() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xFF;
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  long u32() throws IOException {
    return (long) u16() << 16 | u16();
  }

  int u16LittleEndian() throws IOException {
    return u8() | u8() << 8;
  }

  long u32LittleEndian() throws IOException {
    return u16LittleEndian() | (long) u16LittleEndian() << 16;
  }

  /** So many bytes as ISO 8859-1. */
  String text(int length) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) u8());
    }
    return text.toString();
  }

  byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) u8();
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (at == end) {
        fill();
      }
      int now = (int) Math.min(left, end - at);
      at += now;
      left -= now;
    }
  }

  private void fill() throws IOException {
    end = in.read(buffer);
    at = 0;
    if (end < 1) {
      end = 0;
      throw new EOFException();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

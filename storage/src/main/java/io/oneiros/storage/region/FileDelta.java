package io.oneiros.storage.region;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A delta in a file of its own, float32 little-endian, that is deleted when this is closed. It is
 * read, not mapped: mapped pages would count as this process's memory until the collector comes by.
 */
final class FileDelta implements Delta {
  private final FileChannel channel;
  private final long length;

  FileDelta(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    length = channel.size() / Float.BYTES;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long from, float[] to) {
    ByteBuffer bytes = ByteBuffer.allocate(to.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from * Float.BYTES + bytes.position()) < 0) {
          throw new EOFException("%d values, %d wanted".formatted(length, from + to.length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.flip().asFloatBuffer().get(to);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

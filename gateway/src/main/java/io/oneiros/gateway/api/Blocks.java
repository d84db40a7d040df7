package io.oneiros.gateway.api;

import io.oneiros.canvas.StoreAwayException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is streamed, block after block; opened with the first. One thread after another may have it.
 */
final class Blocks implements AutoCloseable {
  /** Bytes of each but the last. */
  static final int SIZE = 1 << 15;

  private final Streamed body;
  private InputStream content;
  private long left;

  Blocks(Streamed body) {
    this.body = body;
    left = body.length();
  }

  /**
   * @return nothing where the content ends
   * @throws StoreAwayException if it cannot be read on, or has not as many bytes as were told: it
   *     was replaced since
   */
  byte[] next() {
    if (content == null) {
      content = body.content().get();
    }
    byte[] block = read();
    left -= block.length;
    boolean ends = block.length < SIZE;
    if (left < 0 || ends && left > 0) {
      throw new StoreAwayException(
          "The picture has not the %d bytes that it had.".formatted(body.length()), null);
    }
    return block;
  }

  private byte[] read() {
    try {
      return content.readNBytes(SIZE);
    } catch (IOException e) {
      throw new StoreAwayException("The picture cannot be read on: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
  }
}

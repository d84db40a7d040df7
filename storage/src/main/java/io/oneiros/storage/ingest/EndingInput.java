package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.DamagedPictureException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file that ends. There are decoders that take what is beyond the end for zeros and read on for
 * hours; after some of that, this throws.
 */
final class EndingInput extends ImageInputStreamImpl {
  private static final int MOST_BEYOND = 1000;

  private final RandomAccessFile file;
  private final byte[] buffer = new byte[1 << 13];
  private long start;
  private int held;
  private int beyond;

  EndingInput(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return isHeld() ? buffer[(int) (streamPos++ - start)] & 0xFF : -1;
  }

  /** As many as are wanted, but at the end: {@code readInt} of the super class relies on that. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int done = 0;
    while (done < length && isHeld()) {
      int from = (int) (streamPos - start);
      int count = Math.min(length - done, held - from);
      System.arraycopy(buffer, from, bytes, offset + done, count);
      streamPos += count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  @Override
  public long length() {
    try {
      return file.length();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }

  /** Whether the next byte is in the buffer, or can be had there; not at the end. */
  private boolean isHeld() throws IOException {
    if (streamPos >= start && streamPos < start + held) {
      return true;
    }
    file.seek(streamPos);
    start = streamPos;
    held = Math.max(0, file.read(buffer));
    if (held == 0 && ++beyond > MOST_BEYOND) {
      // No EOFException: that is what these decoders make zeros of.
      throw new DamagedPictureException("It is read far beyond its end.");
    }
    return held > 0;
  }
}

package io.oneiros.canvas;

import io.minio.GetObjectResponse;
import java.io.EOFException;
import java.io.IOException;

/** What the store answers with, in memory. */
final class ObjectBody {
  private ObjectBody() {}

  /**
   * Into one array of the right length: arrays of unknown length are put together from parts.
   *
   * @param most bytes that are read
   * @throws EOFException if it ends before the length that it said
   */
  static byte[] beginning(GetObjectResponse in, int most) throws IOException {
    String length = in.headers().get("Content-Length");
    if (length == null) {
      return in.readNBytes(most);
    }
    byte[] bytes = new byte[(int) Math.min(Long.parseLong(length), most)];
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("it ended before its %s bytes".formatted(length));
    }
    return bytes;
  }
}

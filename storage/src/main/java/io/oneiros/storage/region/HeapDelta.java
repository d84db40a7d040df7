package io.oneiros.storage.region;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A small delta, float32 little-endian, for which a file would be more work than its pixels. */
final class HeapDelta implements Delta {
  private final FloatBuffer values;

  HeapDelta(byte[] bytes) {
    values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  @Override
  public long length() {
    return values.capacity();
  }

  @Override
  public void read(long from, float[] to) {
    values.get(Math.toIntExact(from), to);
  }
}

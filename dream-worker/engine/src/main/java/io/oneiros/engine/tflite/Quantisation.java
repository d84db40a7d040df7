package io.oneiros.engine.tflite;

import io.oneiros.engine.NetworkFileException;
import java.nio.ByteBuffer;

/**
 * How stored numbers stand for real ones: {@code scale * (stored - zero)}, one pair for the whole
 * tensor or one for each entry of its first axis.
 */
record Quantisation(float[] scales, long[] zeros) {
  private static final int SCALE = 2;
  private static final int ZERO_POINT = 3;
  private static final int AXIS = 6;

  /** Stored numbers are the real ones. */
  private static final Quantisation NONE = new Quantisation(new float[] {1}, new long[] {0});

  /**
   * @param rows entries of the tensor's first axis
   */
  static Quantisation of(FlatTable table, int rows, String tensor) {
    ByteBuffer scale = table.vector(SCALE, Float.BYTES);
    ByteBuffer zero = table.vector(ZERO_POINT, Long.BYTES);
    int count = scale.remaining() / Float.BYTES;
    int zeros = zero.remaining() / Long.BYTES;
    if (count == 0) {
      return NONE;
    }
    boolean fits = count == 1 || count == rows && table.int32(AXIS, 0) == 0;
    if (!fits || zeros != 0 && zeros != count) {
      throw new NetworkFileException(
          NetworkFileException.Code.UNSUPPORTED_NETWORK,
          "%s has %d scales and %d zero points; one, or one for each of the %d entries of its first axis, is read."
              .formatted(tensor, count, zeros, rows));
    }
    float[] scales = new float[count];
    scale.asFloatBuffer().get(scales);
    long[] points = new long[count];
    zero.asLongBuffer().get(points, 0, zeros);
    return new Quantisation(scales, points);
  }

  /** In double, rounded once: no other order of operations can give other weights. */
  float real(double stored, int row) {
    int i = scales.length == 1 ? 0 : row;
    return (float) ((stored - zeros[i]) * scales[i]);
  }

  /** Whether the lowest number that can be stored stands for 0. */
  boolean beginsAtZero(TensorType type) {
    return this != NONE && scales.length == 1 && zeros[0] == type.lowest;
  }
}

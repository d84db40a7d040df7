package io.oneiros.canvas;

import io.oneiros.contract.Rect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of pixels as three planes, red, green and blue.
 *
 * @param values CHW: {@code values[(c * height + y) * width + x]}; not copied
 */
public record Planes(int width, int height, float[] values) {
  public static final int CHANNELS = 3;

  public Planes {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("empty planes: " + width + " x " + height);
    }
    if (values.length != length(width, height)) {
      throw new IllegalArgumentException(
          "%d values for planes [%d, %d, %d]".formatted(values.length, CHANNELS, height, width));
    }
  }

  /** Planes of zeros. */
  public static Planes of(int width, int height) {
    return new Planes(width, height, new float[length(width, height)]);
  }

  /**
   * Reads float32 little-endian, [3, height, width].
   *
   * @throws IllegalArgumentException if the bytes are not exactly as many as that takes
   */
  public static Planes fromBytes(byte[] bytes, int width, int height) {
    if (bytes.length != (long) length(width, height) * Float.BYTES) {
      throw new IllegalArgumentException(
          "%d bytes for planes [%d, %d, %d] of float32"
              .formatted(bytes.length, CHANNELS, height, width));
    }
    Planes planes = of(width, height);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(planes.values);
    return planes;
  }

  /** Float32 little-endian, [3, height, width]. */
  public byte[] toBytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public float get(int channel, int x, int y) {
    return values[index(channel, x, y)];
  }

  /** Where in {@link #values} a pixel's channel is; the row goes on from there. */
  public int index(int channel, int x, int y) {
    return (channel * height + y) * width + x;
  }

  /** A copy of a part, which must lie inside. */
  public Planes crop(Rect part) {
    Planes result = of(part.width(), part.height());
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        int from = index(c, part.x(), part.y() + y);
        System.arraycopy(values, from, result.values, result.index(c, 0, y), part.width());
      }
    }
    return result;
  }

  private static int length(int width, int height) {
    return Math.toIntExact((long) CHANNELS * width * height);
  }
}

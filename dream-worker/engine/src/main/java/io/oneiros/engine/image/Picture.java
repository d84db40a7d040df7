package io.oneiros.engine.image;

import java.util.Arrays;

/**
 * Three planes of floats, [3, height, width] in row-major order: a picture (RGB, 0..1 of sRGB), a
 * change of one, or a gradient with respect to one. The array is not copied.
 */
public record Picture(int width, int height, float[] values) {
  public static final int CHANNELS = 3;

  public Picture {
    if (width < 1 || height < 1 || values.length != (long) CHANNELS * width * height) {
      throw new IllegalArgumentException(
          "%d values are no [%d, %d, %d]".formatted(values.length, CHANNELS, height, width));
    }
  }

  /** All zeros. */
  public static Picture blank(int width, int height) {
    return new Picture(width, height, new float[Math.multiplyExact(CHANNELS * width, height)]);
  }

  public Area whole() {
    return new Area(0, 0, width, height);
  }

  /** Where the value of channel, row and column lies in {@link #values}. */
  public int index(int channel, int y, int x) {
    return (channel * height + y) * width + x;
  }

  public float at(int channel, int y, int x) {
    return values[index(channel, y, x)];
  }

  public Picture copy() {
    return new Picture(width, height, values.clone());
  }

  /** A copy of the part in {@code area}, which must lie inside. */
  public Picture crop(Area area) {
    if (!whole().contains(area)) {
      throw new IllegalArgumentException(area + " is not inside " + whole());
    }
    Picture part = blank(area.width(), area.height());
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < area.height(); y++) {
        System.arraycopy(
            values, index(c, area.y() + y, area.x()), part.values, part.index(c, y, 0), part.width);
      }
    }
    return part;
  }

  /** Value by value, {@code this + other}. */
  public Picture plus(Picture other) {
    return combined(other, 1);
  }

  /** Value by value, {@code this - other}. */
  public Picture minus(Picture other) {
    return combined(other, -1);
  }

  /** Value by value, {@code this * factor}; the same object for 1. */
  public Picture times(double factor) {
    if (factor == 1) {
      return this;
    }
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (factor * values[i]);
    }
    return new Picture(width, height, result);
  }

  /** Every value brought into 0..1. */
  public Picture clipped() {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.min(1, Math.max(0, values[i]));
    }
    return new Picture(width, height, result);
  }

  private Picture combined(Picture other, int sign) {
    if (other.width != width || other.height != height) {
      throw new IllegalArgumentException(whole() + " and " + other.whole() + " differ");
    }
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] + sign * other.values[i];
    }
    return new Picture(width, height, result);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Picture other
        && width == other.width
        && height == other.height
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Picture[" + width + " x " + height + "]";
  }
}

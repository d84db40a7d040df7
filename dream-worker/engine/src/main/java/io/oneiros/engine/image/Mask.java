package io.oneiros.engine.image;

import java.util.Arrays;

/**
 * How far each pixel of a picture takes part: [height, width] in row-major order, 0 (not at all) to
 * 1 (wholly). The array is not copied.
 */
public record Mask(int width, int height, float[] weights) {
  public Mask {
    if (width < 1 || height < 1 || weights.length != (long) width * height) {
      throw new IllegalArgumentException(
          "%d weights are no [%d, %d]".formatted(weights.length, height, width));
    }
    for (float weight : weights) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException("a mask's weights are 0..1, not " + weight);
      }
    }
  }

  /** The same mask at another size: {@link Resample}'s. */
  public Mask to(int width, int height) {
    return new Mask(
        width, height, Resample.planes(weights, this.width, this.height, width, height));
  }

  /** A copy of the part in {@code area}, which must lie inside. */
  public Mask crop(Area area) {
    if (!new Area(0, 0, width, height).contains(area)) {
      throw new IllegalArgumentException(
          area + " is not inside the mask of " + width + " x " + height);
    }
    float[] part = new float[area.width() * area.height()];
    for (int y = 0; y < area.height(); y++) {
      System.arraycopy(
          weights, (area.y() + y) * width + area.x(), part, y * area.width(), area.width());
    }
    return new Mask(area.width(), area.height(), part);
  }

  /** {@code outside} where the mask is 0, {@code inside} where it is 1, and between. */
  public Picture blend(Picture outside, Picture inside) {
    Picture change = inside.minus(outside);
    multiply(change);
    return outside.plus(change);
  }

  /** Multiplies every channel of a picture of the mask's size, in place. */
  public void multiply(Picture picture) {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(
          picture + " is not of the mask's size, " + width + " x " + height);
    }
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < weights.length; i++) {
        picture.values()[plane + i] *= weights[i];
      }
    }
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Mask other
        && width == other.width
        && height == other.height
        && Arrays.equals(weights, other.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "Mask[" + width + " x " + height + "]";
  }
}

package io.oneiros.contract;

/** Width and height of a picture in pixels, both at least 1. */
public record Size(int width, int height) {
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a size needs at least 1 x 1, got " + width + " x " + height);
    }
  }

  public long pixels() {
    return (long) width * height;
  }

  public Rect whole() {
    return new Rect(0, 0, width, height);
  }
}

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

  /** The same shape with the longer side at most so long. */
  public Size atMost(int side) {
    double scale = Math.min(1, side / (double) Math.max(width, height));
    return new Size(
        (int) Math.max(1, Math.round(width * scale)),
        (int) Math.max(1, Math.round(height * scale)));
  }

  public Rect whole() {
    return new Rect(0, 0, width, height);
  }
}

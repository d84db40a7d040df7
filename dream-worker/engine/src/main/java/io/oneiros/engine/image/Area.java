package io.oneiros.engine.image;

/** A rectangle of pixels: left, top, width and height, the latter two at least 1. */
public record Area(int x, int y, int width, int height) {
  public Area {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an empty area: " + width + " x " + height);
    }
  }

  /** The first column right of the area. */
  public int right() {
    return x + width;
  }

  /** The first row below the area. */
  public int bottom() {
    return y + height;
  }

  public boolean contains(Area other) {
    return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
  }
}
